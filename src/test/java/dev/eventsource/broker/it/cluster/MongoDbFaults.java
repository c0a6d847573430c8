package dev.eventsource.broker.it.cluster;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Connections;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import org.junit.jupiter.api.Test;

/** MongoDB goes away under connected subscribers, and comes back. */
public interface MongoDbFaults extends FeedTests {
    @Test
    default void whatIsKnownGoesOnWithoutMongoDb() {
        String channel = Site.newChannel();
        String unused = Site.ALICES.openSocket(channel);
        String elsewheres = "elsewheres-" + channel;
        try (var connections = new Connections()) {
            connections.addHeldByTheDead(elsewheres, Broker.MONGO.now().plusSeconds(60));
        }
        try (var earlier = Site.ALICES.subscribe(channel)) {
            Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", "0"));
            // Until it has come in, a later ticket would begin in front of it.
            assertThat(earlier.next()).startsWith("id: 0\n");
        }
        try (var stream = Site.ALICES.subscribe(channel)) {
            Broker.MONGO.close();
            try {
                await().until(() -> Door.get("/status").status() == 503);
                assertMongoDbIsMissed();
                Broker.assertStaysInService();
                exchange().publish(Message.to(channel).id("1"));
                assertThat(stream.next()).startsWith("id: 1\n");
                assertEndsAtOnce(elsewheres);
                assertKnownTicketsGoOn(channel, unused);
                assertThat(stream.next()).startsWith("id: 2\n");
                // What the page published, under an id that the broker made.
                assertThat(stream.next()).startsWith("id: ");
            } finally {
                Broker.MONGO.start();
            }
            Broker.awaitReady();
            exchange().publish(Message.to(channel).id("4"));
            assertThat(stream.next()).startsWith("id: 4\n");
        }
        try (var stream = Site.open(unused, "Last-Event-ID: 2")) {
            assertThat(stream.next()).contains("event: eshq:resumed\n");
            assertThat(stream.next()).startsWith("id: ");
            assertThat(stream.next()).startsWith("id: 4\n");
        }
        try (var stream = Site.open(elsewheres)) {
            assertThat(stream.next()).startsWith("retry: ").contains("event: ");
        }
    }

    private static void assertMongoDbIsMissed() {
        var status = Door.get("/status").object();
        assertThat(status.getString("mongodb")).isNotEqualTo("OK");
        assertThat(status.getString("rabbitmq")).isEqualTo("OK");
        assertUnavailable(Site.ALICES.post("/socket", Form.of("channel", "a")));
        assertUnavailable(Site.ALICES.delete("/socket/unknown"));
        assertUnavailable(Site.ALICES.delete("/channel/a"));
        assertUnavailable(Door.post("/socket/unknown", Form.of("data", "d")));
        Form event = Form.of("channel", "a", "data", "d");
        assertUnavailable(Door.post("/event", Credentials.basic("never-seen", "s"), event));
        assertProblem(Door.post("/event", Credentials.basic(Broker.ALICE.key(), "wrong"), event), 401);
    }

    private static void assertUnavailable(Answer answer) {
        assertProblem(answer, 503);
        assertThat(answer.header("Retry-After")).matches("\\d+");
    }

    /** And a reconnect as well as a first connection is one of them. */
    private static void assertKnownTicketsGoOn(String channel, String unused) {
        try (var first = Site.open(unused)) {
            assertThat(first.next()).contains("event: eshq:open\n");
            assertThat(first.next()).startsWith("id: 0\n");
            assertThat(first.next()).startsWith("id: 1\n");
            try (var again = Site.open(unused, "Last-Event-ID: 1")) {
                assertThat(again.next()).contains("event: eshq:resumed\n");
                first.awaitEnd();
                Form event = Form.of("channel", channel, "data", "d", "id", "2");
                assertThat(Site.ALICES.post("/event", event).status()).isEqualTo(200);
                assertThat(again.next()).startsWith("id: 2\n");
                assertProblem(Door.get("/eventsource?channel=other&socket=" + unused), 403);
            }
        }
        assertThat(Door.post("/socket/" + unused, Form.of("data", "d")).status())
                .isEqualTo(200);
    }

    /** With a 200: an EventSource takes any other status as final. */
    private static void assertEndsAtOnce(String socket) {
        try (var stream = Site.open(socket)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.headers())
                    .containsEntry("Content-Type", "text/event-stream;charset=UTF-8")
                    .containsEntry("Cache-Control", "no-store, no-transform")
                    .containsEntry("Access-Control-Allow-Origin", "*");
            assertThat(stream.next()).matches("retry: \\d+\n\n");
            stream.awaitEnd();
        }
    }
}
