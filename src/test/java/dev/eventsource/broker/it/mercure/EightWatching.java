package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.access;
import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.subscriber;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribersAccess;
import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who subscribes by draft 08, and who is told of it. */
interface EightWatching {
    String ROOT = HubCalls.PATH + "/subscriptions";
    String DETAIL = "{\"type\":\"https://mercure.rocks/authorization-detail\",\"actions\":[\"subscribe\"],";

    @Test
    default void aSubscriptionOfDraftEightIsToldAndListedOnEveryNode() {
        String pattern = newTopic() + "/:id";
        String path = ROOT + "/urlpattern/" + encoded(pattern);
        String details = "[" + DETAIL + "\"topics\":[{\"match\":\"other\"}],\"payload\":{\"a\":1}}," + DETAIL
                + "\"topics\":[{\"match\":\"*\"}],\"payload\":{\"b\":[2]}}]";
        String token = subscribersAccess(access("subscribe").with("authorization_details", details));
        try (var watch = watch(path + "/:subscriber")) {
            JsonObject begun;
            try (var stream = subscribed(open(Form.of("match_urlpattern", pattern), "Authorization: " + token))) {
                begun = told(watch);
                String subscriber = begun.getString("subscriber");
                assertThat(subscriber).matches("urn:uuid:[0-9a-f-]{36}");
                assertThat(begun)
                        .isEqualTo(read(("{\"id\":\"%s/%s\",\"type\":\"subscription\",\"match_type\":\"urlpattern\","
                                        + "\"match\":\"%s\",\"subscriber\":\"%s\",\"active\":true,\"payload\":{\"b\":[2]}}")
                                .formatted(path, encoded(subscriber), pattern, subscriber)));
                assertListedOnBothNodes(path, begun);
                assertThat(stream.status()).isEqualTo(200);
            }
            JsonObject ended = told(watch);
            assertThat(ended).isEqualTo(read(begun.toString().replace("true", "false")));
            assertProblem(get("", begun.getString("id")), 404);
            assertThat(get("", path).object().getJsonArray("subscriptions")).isEmpty();
        }
    }

    private static void assertListedOnBothNodes(String path, JsonObject begun) {
        for (String node : List.of("", Broker.SECOND)) {
            for (String list : List.of(ROOT, path)) {
                Answer answer = get(node, list);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                assertThat(answer.header("Content-Type")).isEqualTo("application/json");
                assertThat(answer.header("ETag")).isNotEmpty();
                assertThat(answer.header("Cache-Control")).contains("must-revalidate");
                assertThat(answer.header("Link"))
                        .matches(
                                "<https://hub.example.org/.well-known/mercure>; rel=\"mercure\"; last-event-id=\"urn:uuid:[^\"]+\";"
                                        + " type=\"mercure\"; content-type=\"application/json\"");
                assertThat(answer.object().keySet()).containsExactlyInAnyOrder("id", "type", "subscriptions");
                assertThat(answer.object().getString("id")).isEqualTo(list);
                assertThat(answer.object().getString("type")).isEqualTo("subscriptions");
                assertThat(answer.object().getJsonArray("subscriptions")).contains(begun);
            }
            assertThat(get(node, begun.getString("id")).object()).isEqualTo(begun);
        }
    }

    /** Behind the update that the header names, nothing is missing. */
    @Test
    default void whoGoesOnBehindTheListOfDraftEightMissesNothing() {
        String topic = newTopic();
        String path = ROOT + "/exact/" + encoded(topic);
        String last = get("", path).header("Link").replaceFirst(".*last-event-id=\"([^\"]+)\".*", "$1");
        try (var stream = subscribed(open(Form.of("match", topic, "match_exact", topic)))) {
            assertThat(stream.status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(get("", path).object().getJsonArray("subscriptions"))
                    .hasSize(1));
        }
        String token = subscribersAccess(access("subscribe", "pattern:" + path + "/:subscriber"));
        try (var watch = subscribed(open(
                Broker.SECOND,
                Form.of("match_urlpattern", path + "/:subscriber", "last_event_id", last),
                "Authorization: " + token))) {
            JsonObject begun = told(watch);
            assertThat(begun.getString("match")).isEqualTo(topic);
            assertThat(begun.getBoolean("active")).isTrue();
            assertThat(begun.containsKey("payload")).isFalse();
            assertThat(told(watch).getBoolean("active")).isFalse();
        }
    }

    /** Each draft's calls and updates are of its own subscribers. */
    @Test
    default void theDraftsSubscriptionsAreApart() {
        String topic = newTopic();
        String path = ROOT + "/exact/" + encoded(topic);
        String ofSeven = ROOT + "/" + encoded(topic);
        try (var watch = watch(path + "/:subscriber");
                var seven = HubCalls.subscribe(topic);
                var eight = subscribed(open(Form.of("match", topic)))) {
            assertThat(seven.status() + eight.status()).isEqualTo(400);
            JsonObject begun = told(watch);
            assertThat(get("", path).object().getJsonArray("subscriptions")).containsExactly(begun);
            Answer listed = Door.get(ofSeven, "Authorization", "Bearer " + subscriber("*"));
            assertThat(listed.object().getJsonArray("subscriptions").toString()).doesNotContain("match_type");
        }
    }

    @Test
    default void whoMayNotSeeSubscriptionsOfDraftEightIsRefused() {
        String path = ROOT + "/exact/" + encoded(newTopic());
        String metadata = "resource_metadata=\"" + EightPublishing.METADATA + "\"";
        Answer anonymous = Door.get(path);
        assertProblem(anonymous, 401);
        assertThat(anonymous.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"eventsource\", " + metadata);
        for (String matcher : List.of("other", path + "/x", "pattern:" + path + "/:subscriber", "pattern:" + ROOT)) {
            Answer refused = getWith(subscribersAccess(access("subscribe", matcher)), path);
            assertProblem(refused, 403);
            assertThat(refused.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"", metadata);
        }
        for (String matcher : List.of("*", path, "pattern:" + ROOT + "/:type/:match")) {
            assertThat(getWith(subscribersAccess(access("subscribe", matcher)), path + "?query")
                            .status())
                    .isEqualTo(200);
        }
        assertProblem(getWith(HubCalls.publishersAccess(access("publish", "*")), path), 401);
        assertProblem(get("", ROOT + "/exact"), 404);
        assertProblem(get("", ROOT + "/regexp/a"), 404);
        assertProblem(get("", path + "/none"), 404);
        assertProblem(get("", ROOT + "/exact/"), 400);
    }

    @Test
    default void aPayloadOfDraftEightThatIsTooLongIsRefused() {
        String details = "[" + DETAIL + "\"topics\":[{\"match\":\"*\"}],\"payload\":{\"a\":\"%s\"}}]";
        for (int length : new int[] {2_040, 2_041}) {
            String token = subscribersAccess(
                    access("subscribe").with("authorization_details", details.formatted("a".repeat(length))));
            try (var stream = open(Form.of("match", newTopic()), "Authorization: " + token)) {
                assertThat(stream.status()).isEqualTo(length == 2_040 ? 200 : 401);
            }
        }
    }

    /** A stream of what is told of subscriptions with these paths, which comes under the type of the hub's own. */
    private static EventStreamClient watch(String pattern) {
        String token = subscribersAccess(access("subscribe", "pattern:" + pattern));
        return subscribed(open(Broker.SECOND, Form.of("match_urlpattern", pattern), "Authorization: " + token));
    }

    private static JsonObject told(EventStreamClient watch) {
        String frame = watch.next();
        assertThat(frame).matches("(?s)id: urn:uuid:[0-9a-f-]{36}\nevent: mercure\ndata: [^\n]*\n\n");
        return read(frame.substring(frame.indexOf("data: ") + 6).strip());
    }

    private static Answer get(String node, String path) {
        return getWith(subscribersAccess(access("subscribe", "*")), node + path);
    }

    private static Answer getWith(String authorization, String path) {
        return Door.get(path, "Authorization", authorization);
    }

    /** A form's encoding differs in these. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
