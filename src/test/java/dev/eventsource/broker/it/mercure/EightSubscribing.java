package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.access;
import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.publish;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribersAccess;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What subscribers of draft 08 get. */
interface EightSubscribing {
    private static EventStreamClient match(String... namesAndValues) {
        return subscribed(open(Form.of(namesAndValues)));
    }

    @Test
    default void updatesComeByMatchersOfBothTypesAndOnce() {
        String topic = newTopic();
        String relative = topic.substring("https://example.com".length());
        try (var exact = match("match", topic + "/1", "match_exact", topic + "/{id}");
                var pattern = match("match_urlpattern", topic + "/:id", "match", topic + "/1");
                var ofHub = match("match_urlpattern", relative + "/:id");
                var all = match("match_urlpattern", "*")) {
            publish("topic", topic + "/1", "data", "1", "topic", topic + "/2");
            publish("topic", topic + "/{id}", "data", "2");
            publish("topic", topic + "/1/x", "data", "3");
            publish("topic", "https://hub.example.org" + relative + "/1", "data", "4");
            publish("topic", relative + "/1", "data", "5");
            publish("topic", topic + "/1?q", "data", "6");
            publish("topic", topic + "/1", "data", "7");
            assertThat(data(exact, 3)).isEqualTo("127");
            assertThat(data(pattern, 4)).isEqualTo("1267");
            assertThat(data(ofHub, 2)).isEqualTo("45");
            assertThat(data(all, 7)).isEqualTo("1234567");
        }
    }

    private static String data(EventStreamClient stream, int count) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String frame = stream.next();
            data.append(frame.substring(frame.indexOf("data: ") + 6).strip());
        }
        return data.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "match_regexp,a",
        "matched,a",
        "MATCH,a",
        "match_URLPattern,a",
        "match,",
        "match,a\u200Bb",
        "match,a\u0085b",
        "match_urlpattern,https://example.com/(",
        "match_urlpattern,https://example.com/:id/:id",
        "match_urlpattern,/(?=a)",
        "other,a"
    })
    default void matchersThatAreNotWellFormedAreRefused(String name, String value) {
        try (var refused = open(Form.of(name, value == null ? "" : value))) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    default void tooManyMatchersAreRefused() {
        Form many = Form.of();
        Form heavy = Form.of();
        for (int i = 0; i < 101; i++) {
            many = many.and("match", "a" + i);
        }
        for (int i = 0; i < 90; i++) {
            heavy = heavy.and("match_urlpattern", "/:a/" + i + "/:b/:c");
        }
        try (var number = open(many);
                var steps = open(heavy);
                var mixed = open(Form.of("match", "a", "topic", "a"))) {
            assertThat(number.status()).isEqualTo(400);
            assertThat(steps.status()).isEqualTo(400);
            assertThat(mixed.status()).isEqualTo(400);
        }
    }

    @Test
    default void aPrivateUpdateNeedsATokenOfDraftEight() {
        String topic = newTopic();
        String users = newTopic();
        try (var anonymous = match("match", topic);
                var foreign = withToken(topic, "pattern:https://example.net/:id");
                var exact = withToken(topic, users + "/:id");
                var allowed = withToken(topic, "pattern:" + users + "/:id")) {
            publish("topic", topic, "data", "secret", "private", "", "topic", users + "/1");
            publish("topic", topic, "data", "nobody's", "private", "on");
            publish("topic", topic, "data", "public");
            assertThat(anonymous.next()).endsWith("data: public\n\n");
            assertThat(foreign.next()).endsWith("data: public\n\n");
            assertThat(exact.next()).endsWith("data: public\n\n");
            assertThat(allowed.next()).endsWith("data: secret\n\n");
            assertThat(allowed.next()).endsWith("data: public\n\n");
        }
    }

    private static EventStreamClient withToken(String topic, String... matchers) {
        return subscribed(
                open(Form.of("match", topic), "Authorization: " + subscribersAccess(access("subscribe", matchers))));
    }

    /** The other draft's, and none in the address. */
    @Test
    default void aStreamOfDraftEightTakesItsOwnTokensAlone() {
        String topic = newTopic();
        String token = subscribersAccess(access("subscribe", topic)).substring(7);
        Form form = Form.of("match", topic);
        try (var cookie = subscribed(open(form, "Cookie: __Secure-mercure_access_token=" + token));
                var query = subscribed(open(form.and("authorization", token).and("access_token", token)));
                var older = subscribed(open(form, "Cookie: mercureAuthorization=" + token))) {
            publish("topic", topic, "data", "secret", "private", "on");
            publish("topic", topic, "data", "public");
            assertThat(cookie.next()).endsWith("data: secret\n\n");
            assertThat(query.next()).endsWith("data: public\n\n");
            assertThat(older.next()).endsWith("data: public\n\n");
        }
        try (var seven = open(form, "Authorization: Bearer " + HubCalls.subscriber("*"));
                var foreign = open(
                        form, "Cookie: __Secure-mercure_access_token=" + token, "Origin: https://evil.example.org")) {
            assertThat(seven.status()).isEqualTo(401);
            assertThat(foreign.status()).isEqualTo(403);
        }
    }

    @Test
    default void aStreamOfDraftEightEndsWithItsToken() {
        String end = String.valueOf(Instant.now().getEpochSecond() + 3);
        String token = subscribersAccess(access("subscribe", "*").with("exp", end));
        try (var stream = subscribed(open(Form.of("match", newTopic()), "Authorization: " + token))) {
            stream.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", Broker.SECOND})
    default void whatWasMissedFollowsByDraftEightOnEachNode(String node) {
        String topic = newTopic();
        String first = publish("topic", topic, "data", "1");
        String second = publish("topic", topic, "data", "2");
        publish("topic", topic, "data", "3");
        Form form = Form.of("match_urlpattern", topic);
        try (var header = subscribed(open(node, form.and("last_event_id", first), "Last-Event-ID: " + second));
                var query = subscribed(open(node, form.and("last_event_id", first)));
                var earliest = subscribed(open(node, form.and("last_event_id", "earliest")));
                var unknown = subscribed(open(node, form, "Last-Event-ID: urn:uuid:of-nothing"))) {
            assertPlaced(header, second);
            assertThat(header.next()).endsWith("data: 3\n\n");
            assertPlaced(query, first);
            assertThat(data(query, 2)).isEqualTo("23");
            assertPlaced(earliest, "earliest");
            assertThat(data(earliest, 3)).isEqualTo("123");
            assertPlaced(unknown, "earliest");
            assertThat(data(unknown, 3)).isEqualTo("123");
        }
    }

    private static void assertPlaced(EventStreamClient stream, String id) {
        assertThat(stream.headers()).containsEntry("Mercure-Last-Event-ID", id).doesNotContainKey("Last-Event-ID");
    }

    @Test
    default void ofUpdatesOfOneIdTheFirstCountsInDraftEight() {
        String topic = newTopic();
        String id = "urn:again:" + topic;
        IntStream.range(0, 14).forEach(i -> publish("topic", topic, "data", "" + i % 10, "id", id));
        try (var stream = subscribed(open(Form.of("match", topic), "Last-Event-ID: " + id))) {
            assertPlaced(stream, id);
            assertThat(data(stream, 13)).isEqualTo("1234567890123");
        }
    }

    /** The token counts that is shown now. */
    @Test
    default void whatIsReplayedIsAllowedAnewByDraftEight() {
        String topic = newTopic();
        String first = publish("topic", topic, "data", "1");
        publish("topic", topic, "data", "secret", "private", "on");
        publish("topic", topic, "data", "public");
        Form form = Form.of("match", topic).and("last_event_id", first);
        String token = "Authorization: " + subscribersAccess(access("subscribe", topic));
        try (var may = subscribed(open(form, token));
                var mayNot = subscribed(open(form))) {
            assertThat(may.next()).endsWith("data: secret\n\n");
            assertThat(mayNot.next()).endsWith("data: public\n\n");
        }
    }
}
