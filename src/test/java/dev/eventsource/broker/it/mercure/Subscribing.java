package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.publish;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribe;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.subscriber;
import static dev.eventsource.broker.it.mercure.HubCalls.topics;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import jakarta.json.Json;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What subscribers of the hub get. */
interface Subscribing extends FeedTests {
    @Test
    default void aStreamHasTheHeadersOfOne() {
        try (var stream = open(topics("a"), "Origin: " + HubCalls.ORIGIN)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.headers())
                    .containsEntry("Content-Type", "text/event-stream;charset=UTF-8")
                    .containsEntry("Cache-Control", "no-store, no-transform")
                    .containsEntry("Access-Control-Allow-Origin", HubCalls.ORIGIN)
                    .containsEntry("Access-Control-Allow-Credentials", "true")
                    .containsEntry("Access-Control-Expose-Headers", "Last-Event-ID, Mercure-Last-Event-ID, Link")
                    .doesNotContainKey("Last-Event-ID");
        }
    }

    @Test
    default void theHeartbeatIsAComment() {
        try (var stream = subscribe(newTopic())) {
            assertThat(stream.nextOrPing()).isEqualTo(":\n");
        }
    }

    @Test
    default void updatesComeByTopicTemplateOrAsteriskAndOnce() {
        String topic = newTopic();
        try (var exact = subscribe(topic + "/1");
                var several = subscribe("*", topic + "/{id}", topic + "/1");
                var other = subscribe("https://example.net/{id}")) {
            String first = publish("topic", topic + "/1", "topic", topic + "/alternate");
            String second = publish("topic", "canonical", "topic", topic + "/2");
            String third = publish("topic", "alternate", "topic", topic + "/1");
            publish("topic", "https://example.net/last");
            assertThat(updates(exact.next(), exact.next())).isEqualTo(first + " " + third);
            assertThat(updates(several.next(), several.next(), several.next()))
                    .isEqualTo(first + " " + second + " " + third);
            assertThat(other.next()).doesNotContain(first, second, third);
        }
    }

    private static String updates(String... frames) {
        StringBuilder ids = new StringBuilder();
        for (String frame : frames) {
            ids.append(ids.isEmpty() ? "" : " ")
                    .append(frame.lines().findFirst().orElse("").substring(4));
        }
        return ids.toString();
    }

    @Test
    default void aPrivateUpdateNeedsATokenForOneOfItsTopics() {
        String topic = newTopic();
        String users = newTopic() + "/{?topic}";
        try (var anonymous = subscribe(topic);
                var foreign = withToken(subscriber("https://example.net/{id}"), topic);
                var allowed = withToken(subscriber(users), topic)) {
            publish("topic", topic, "data", "secret", "private", "", "topic", users.replace("{?topic}", "?topic=x"));
            publish("topic", topic, "data", "nobody's", "private", "on");
            publish("topic", topic, "data", "public");
            assertThat(anonymous.next()).endsWith("data: public\n\n");
            assertThat(foreign.next()).endsWith("data: public\n\n");
            assertThat(allowed.next()).endsWith("data: secret\n\n");
            assertThat(allowed.next()).endsWith("data: public\n\n");
        }
    }

    private static EventStreamClient withToken(String token, String topic) {
        return subscribed(open(topics(topic), "Authorization: Bearer " + token));
    }

    @Test
    default void aTokenIsTakenFromTheHeaderTheQueryAndACookie() {
        String topic = newTopic();
        String token = subscriber(topic);
        try (var inQuery = subscribed(open(topics(topic).and("authorization", token)));
                var inCookie = subscribed(open(topics(topic), "Cookie: mercureAuthorization=" + token))) {
            publish("topic", topic, "data", "secret", "private", "on");
            assertThat(inQuery.next()).endsWith("data: secret\n\n");
            assertThat(inCookie.next()).endsWith("data: secret\n\n");
        }
        try (var wrong = open(topics(topic).and("authorization", token), "Authorization: Bearer wrong")) {
            assertThat(wrong.status()).as("the header counts").isEqualTo(401);
        }
        try (var wrong = open(topics(topic).and("authorization", "wrong"), "Cookie: mercureAuthorization=" + token)) {
            assertThat(wrong.status()).as("the query counts").isEqualTo(401);
        }
        try (var foreign =
                open(topics(topic), "Cookie: mercureAuthorization=" + token, "Origin: https://evil.example.org")) {
            assertThat(foreign.status()).isEqualTo(403);
        }
    }

    @Test
    default void aStreamEndsWithItsToken() {
        long end = Instant.now().getEpochSecond() + 3;
        String token = HubCalls.subscribers("{\"mercure\":{\"subscribe\":[\"*\"]},\"exp\":" + end + "}");
        try (var stream = withToken(token, newTopic())) {
            stream.awaitEnd();
        }
        try (var over = open(topics("a"), "Authorization: Bearer " + token)) {
            assertThat(over.status()).isEqualTo(401);
        }
    }

    @Test
    default void whatCannotBeSubscribedToIsRefused() {
        try (var none = open(Form.of("other", "a"));
                var empty = open(topics(""));
                var large = open(topics("{a:9999}"));
                var many = open(topics(templates(90)))) {
            assertThat(none.status()).isEqualTo(400);
            assertThat(empty.status()).isEqualTo(400);
            assertThat(large.status()).isEqualTo(400);
            assertThat(many.status()).isEqualTo(400);
        }
    }

    private static String[] templates(int count) {
        return IntStream.range(0, count).mapToObj(i -> "/{id}/" + i).toArray(String[]::new);
    }

    /** Nobody who reads channels reads them, nor the other way round. */
    @Test
    default void updatesAreNoEventsOfChannels() {
        String name = Site.newChannel();
        try (var channel = Site.ALICES.subscribe(name);
                var topic = subscribe("*")) {
            publish("topic", name, "data", "an update");
            exchange().publish(Message.to(name).id("event"));
            String last = publish("topic", name, "data", "last");
            assertThat(channel.next()).startsWith("id: event\n");
            assertThat(topic.next()).endsWith("data: an update\n\n");
            assertThat(topic.next()).startsWith("id: " + last + "\n");
        }
    }

    @Test
    default void amqpCarriesUpdatesToo() {
        String topic = newTopic();
        String message = Json.createObjectBuilder()
                .add("topics", Json.createArrayBuilder().add("canonical").add(topic))
                .add("data", "d")
                .build()
                .toString();
        try (var stream = subscribe(topic)) {
            exchange().publish(message.replace("\"d\"", "\"secret\",\"private\":true"));
            exchange().publish(message);
            assertThat(stream.next()).matches("id: urn:uuid:[0-9a-f-]{36}\ndata: d\n\n");
        }
    }
}
