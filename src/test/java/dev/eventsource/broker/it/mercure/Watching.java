package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.publish;
import static dev.eventsource.broker.it.mercure.HubCalls.publisher;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribe;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.subscriber;
import static dev.eventsource.broker.it.mercure.HubCalls.topics;
import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who subscribes, and who is told of it. */
interface Watching extends FeedTests {
    String ROOT = HubCalls.PATH + "/subscriptions";
    String ALL = ROOT + "{/topic}{/subscriber}";

    @ParameterizedTest
    @ValueSource(strings = {"", Broker.SECOND})
    default void aSubscriptionIsToldAndListedOnEveryNode(String node) {
        String topic = newTopic() + "/{id}";
        String claims = "{\"mercure\":{\"subscribe\":[],\"payload\":{\"name\":[\"A\",1]}}}";
        try (var watch = watch(topic)) {
            JsonObject begun;
            try (var stream = withToken(node, HubCalls.subscribers(claims), topic)) {
                assertThat(stream.status()).isEqualTo(200);
                begun = document(watch.next());
                assertSubscription(begun, topic, true);
                assertListedOnBothNodes(topic, begun);
            }
            JsonObject ended = document(watch.next());
            assertSubscription(ended, topic, false);
            assertThat(ended.get("id")).isEqualTo(begun.get("id"));
            assertThat(ended.get("payload")).isEqualTo(begun.get("payload"));
            assertProblem(get("", begun.getString("id")), 404);
            assertThat(list(path(topic))).isEmpty();
        }
    }

    private static void assertSubscription(JsonObject document, String topic, boolean isActive) {
        String subscriber = document.getString("subscriber");
        assertThat(subscriber).matches("urn:uuid:[0-9a-f-]{36}");
        JsonObject expected = Json.createObjectBuilder()
                .add("@context", "https://mercure.rocks/")
                .add("id", path(topic) + "/" + encoded(subscriber))
                .add("type", "Subscription")
                .add("topic", topic)
                .add("subscriber", subscriber)
                .add("active", isActive)
                .add("payload", read("{\"name\":[\"A\",1]}"))
                .build();
        assertThat(document).isEqualTo(expected);
    }

    private static void assertListedOnBothNodes(String topic, JsonObject begun) {
        JsonObject listed = without("@context", begun);
        for (String node : List.of("", Broker.SECOND)) {
            Answer all = get(node, ROOT);
            assertThat(all.status()).as(all.toString()).isEqualTo(200);
            assertThat(all.header("Content-Type")).isEqualTo("application/ld+json");
            assertThat(all.header("Cache-Control")).contains("private", "must-revalidate");
            assertThat(all.header("Link")).isEqualTo("<" + HubCalls.PATH + ">; rel=\"mercure\"");
            assertCollection(all.object(), ROOT);
            assertThat(all.object().getJsonArray("subscriptions")).contains(listed);
            JsonObject ofTopic = get(node, path(topic)).object();
            assertCollection(ofTopic, path(topic));
            assertThat(ofTopic.getJsonArray("subscriptions")).containsExactly(listed);
            JsonObject one = get(node, begun.getString("id")).object();
            assertThat(without("lastEventID", one)).isEqualTo(begun);
            assertThat(one.getString("lastEventID")).startsWith("urn:uuid:");
        }
    }

    private static void assertCollection(JsonObject document, String id) {
        assertThat(document.getString("@context")).isEqualTo("https://mercure.rocks/");
        assertThat(document.getString("id")).isEqualTo(id);
        assertThat(document.getString("type")).isEqualTo("Subscriptions");
        assertThat(document.getString("lastEventID")).startsWith("urn:uuid:");
    }

    @Test
    default void whoMayNotSeeThemIsRefused() {
        String topic = newTopic();
        assertProblem(Door.get(ROOT), 401);
        assertProblem(getWith("wrong", ROOT), 401);
        assertProblem(getWith(publisher(ALL), ROOT), 401);
        assertProblem(getWith(subscriber(), ROOT), 403);
        assertProblem(getWith(subscriber(topic, path(topic) + "{/subscriber}"), ROOT), 403);
        assertProblem(getWith(subscriber(path(topic)), path(newTopic())), 403);
        assertProblem(getWith(subscriber(path(topic)), path(topic) + "/none"), 403);
        assertProblem(getWith(subscriber(path(topic)), ROOT + "?topic=" + topic), 403);
        assertThat(getWith(subscriber(path(topic)), path(topic)).status()).isEqualTo(200);
        // However it is encoded, it is the same topic.
        assertThat(getWith(
                                subscriber(path(topic)),
                                path(topic).replace("%2F", "%2f").replace("%3A", ":"))
                        .object()
                        .getString("id"))
                .isEqualTo(path(topic));
        assertThat(Door.get(ROOT + "?authorization=" + subscriber(ROOT)).status())
                .isEqualTo(200);
    }

    /** They are private, and subscribing to them allows nobody to have them. */
    @Test
    default void whoMayNotSeeThemIsNotTold() {
        String topic = newTopic();
        try (var anonymous = subscribe("*", ALL);
                var foreign = withToken("", subscriber(path(newTopic()) + "{/subscriber}"), "*");
                var watch = watch(topic)) {
            try (var stream = subscribe(topic)) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(watch.next()).contains("\"active\":true");
            }
            String last = publish("topic", newTopic());
            assertThat(anonymous.next()).startsWith("id: " + last + "\n");
            assertThat(foreign.next()).startsWith("id: " + last + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{+all}",
                " a b+c%2F&=;p=1?x#y",
                "\u00e4\ud83d\ude00'\"<>|^`[]",
                "/.well-known/mercure/subscriptions/{topic}",
                "%2e%2e/a//b/./c",
                "long"
            })
    default void anySelectorHasItsPath(String text) {
        String topic = newTopic() + text.replace("long", "\u20ac".repeat(90));
        try (var watch = withToken(Broker.SECOND, subscriber(ALL), ALL);
                var stream = subscribe(topic, topic)) {
            assertThat(stream.status()).isEqualTo(200);
            JsonObject begun = document(watch.next());
            while (!begun.getString("topic").equals(topic)) {
                begun = document(watch.next());
            }
            assertThat(list(path(topic))).containsExactly(without("@context", begun));
            assertThat(get("", begun.getString("id")).status()).isEqualTo(200);
        }
    }

    @Test
    default void aSelectorWhosePathIsTooLongIsNeitherListedNorTold() {
        String topic = newTopic();
        String longer = topic + "\u20ac".repeat(200);
        try (var watch = watch(topic);
                var stream = subscribe(longer, topic)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(document(watch.next()).getString("topic")).isEqualTo(topic);
            assertThat(list(path(longer))).isEmpty();
            String last = publish("topic", longer);
            assertThat(stream.next()).startsWith("id: " + last + "\n");
        }
    }

    @Test
    default void theSelectorOfAllTopicsHasItsPathToo() {
        try (var stream = subscribe("*")) {
            assertThat(stream.status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(list(ROOT + "/*")).isNotEmpty());
            assertThat(list(ROOT + "/%2A")).isNotEmpty();
        }
    }

    @Test
    default void whoGoesOnBehindTheListMissesNothing() {
        String topic = newTopic();
        String last = get("", path(topic)).object().getString("lastEventID");
        try (var stream = subscribe(topic)) {
            assertThat(stream.status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(list(path(topic))).hasSize(1));
            String token = subscriber(path(topic) + "{/subscriber}");
            try (var watch = subscribed(open(
                    Broker.SECOND,
                    topics(path(topic) + "{/subscriber}").and("lastEventID", last),
                    "Authorization: Bearer " + token))) {
                assertThat(watch.next()).contains("\"active\":true");
            }
        }
        assertThat(last).isNotEqualTo("earliest");
        String published = publish("topic", newTopic());
        await().untilAsserted(() -> assertThat(get("", path(topic)).object().getString("lastEventID"))
                .isNotEqualTo(last));
        assertThat(published).isNotEmpty();
    }

    @Test
    default void whatIsKnownIsNotSentAgain() {
        String path = path(newTopic());
        await().untilAsserted(() -> {
            String tag = get("", path).header("ETag");
            assertThat(tag).matches("\"[0-9a-f]{16}\"");
            Answer again = Door.get(
                    path, "Authorization", "Bearer " + subscriber(ALL), "If-None-Match", "\"other\", W/" + tag);
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.header("ETag")).isEqualTo(tag);
        });
        Answer other = Door.get(path, "Authorization", "Bearer " + subscriber(ALL), "If-None-Match", "\"other\"");
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    default void aPayloadThatIsTooLongIsRefused() {
        String claims = "{\"mercure\":{\"subscribe\":[],\"payload\":\"%s\"}}";
        String most = HubCalls.subscribers(claims.formatted("a".repeat(2_046)));
        String more = HubCalls.subscribers(claims.formatted("a".repeat(2_047)));
        try (var fits = open(topics(newTopic()), "Authorization: Bearer " + most);
                var tooLong = open(topics(newTopic()), "Authorization: Bearer " + more)) {
            assertThat(fits.status()).isEqualTo(200);
            assertThat(tooLong.status()).isEqualTo(403);
        }
    }

    /** Nobody who publishes to the exchange can say who subscribes. */
    @Test
    default void onlyTheHubTellsOfThem() {
        String topic = newTopic();
        String forged = Json.createObjectBuilder()
                .add("topics", Json.createArrayBuilder().add(path(topic) + "/forged"))
                .add("data", "forged")
                .add("id", "urn:own:" + topic)
                .add("seal", "0".repeat(64))
                .add("private", true)
                .build()
                .toString();
        try (var watch = watch(topic)) {
            exchange().publish(forged);
            try (var stream = subscribe(topic)) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(document(watch.next()).getString("topic")).isEqualTo(topic);
            }
        }
    }

    /** Of each that was told of the end is told as well, and the hub goes on meanwhile. */
    @Test
    default void aStormOfStreamsLeavesNobodyBehind() {
        String topic = newTopic();
        try (var watch = watch(topic)) {
            for (int i = 0; i < 1_000; i++) {
                subscribe(topic).close();
            }
            String marker = newTopic();
            try (var other = subscribe(marker)) {
                String id = publish("topic", marker);
                assertThat(other.next()).startsWith("id: " + id + "\n");
            }
            Map<String, Boolean> told = new HashMap<>();
            await().untilAsserted(() -> assertThat(list(path(topic))).isEmpty());
            String last;
            try (var stream = subscribe(topic)) {
                assertThat(stream.status()).isEqualTo(200);
                await().untilAsserted(() -> assertThat(list(path(topic))).hasSize(1));
                last = list(path(topic)).getJsonObject(0).getString("subscriber");
            }
            while (!Boolean.FALSE.equals(told.get(last))) {
                JsonObject document = document(watch.next());
                boolean isActive = document.getBoolean("active");
                Boolean before = told.put(document.getString("subscriber"), isActive);
                assertThat(before).isEqualTo(isActive ? null : Boolean.TRUE);
            }
            assertThat(told).hasSizeGreaterThan(1).doesNotContainValue(true);
        }
    }

    @Test
    default void onlyWhatIsThereIsAnswered() {
        assertProblem(get("", ROOT + "/a/b/c"), 404);
        assertProblem(get("", ROOT + "/a/none"), 404);
        assertProblem(get("", ROOT + "/"), 400);
        assertProblem(get("", ROOT + "/" + "a".repeat(1_025)), 400);
        Answer put = Door.call("PUT", ROOT, "Authorization", "Bearer " + subscriber(ALL));
        assertProblem(put, 405);
        assertThat(put.header("Allow")).contains("GET", "OPTIONS");
        Answer preflight =
                Door.call("OPTIONS", path("a"), "Origin", HubCalls.ORIGIN, "Access-Control-Request-Method", "GET");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(HubCalls.ORIGIN);
        Answer read = Door.get(ROOT, "Cookie", "mercureAuthorization=" + subscriber(ALL), "Origin", HubCalls.ORIGIN);
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        assertThat(read.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    }

    /** A stream of what is told of subscriptions to a selector. */
    private static EventStreamClient watch(String topic) {
        String template = path(topic) + "{/subscriber}";
        return withToken(Broker.SECOND, subscriber(template), template);
    }

    private static EventStreamClient withToken(String node, String token, String... topics) {
        return subscribed(open(node, topics(topics), "Authorization: Bearer " + token));
    }

    private static Answer get(String node, String path) {
        return Door.get(node + path, "Authorization", "Bearer " + subscriber(ALL));
    }

    private static Answer getWith(String token, String path) {
        return Door.get(path, "Authorization", "Bearer " + token);
    }

    private static JsonArray list(String path) {
        return get("", path).object().getJsonArray("subscriptions");
    }

    private static String path(String topic) {
        return ROOT + "/" + encoded(topic);
    }

    /** A form's encoding differs in these. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static JsonObject document(String frame) {
        assertThat(frame).matches("(?s)id: urn:uuid:[0-9a-f-]{36}\ndata: [^\n]*\n\n");
        return read(frame.substring(frame.indexOf("data: ") + 6).strip());
    }

    private static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static JsonObject without(String name, JsonObject object) {
        Map<String, JsonValue> rest = new HashMap<>(object);
        rest.remove(name);
        return Json.createObjectBuilder(Map.<String, Object>copyOf(rest)).build();
    }
}
