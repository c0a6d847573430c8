package dev.eventsource.broker.it;

import static dev.eventsource.broker.it.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** MongoDB goes away under connected subscribers, and comes back. */
interface MongoDbFaults extends FeedTests {
    @Test
    default void streamsGoOnWithoutMongoDb() {
        String channel = Site.newChannel();
        String unused = Site.ALICES.openSocket(channel);
        try (var stream = Site.ALICES.subscribe(channel)) {
            Broker.MONGO.close();
            try {
                assertMongoDbIsMissed();
                exchange().publish(Message.to(channel).id("1"));
                assertThat(stream.next()).startsWith("id: 1\n");
                assertEndsAtOnce(unused);
            } finally {
                Broker.MONGO.start();
            }
            Broker.awaitReady();
            exchange().publish(Message.to(channel).id("2"));
            assertThat(stream.next()).startsWith("id: 2\n");
        }
        try (var stream = Site.open(unused)) {
            assertThat(stream.next()).contains("event: eshq:open\n");
            assertThat(stream.next()).startsWith("id: 1\n");
        }
    }

    private static void assertMongoDbIsMissed() {
        await().until(() -> Door.get("/status").status() == 503);
        var status = Door.get("/status").object();
        assertThat(status.getString("mongodb")).isNotEqualTo("OK");
        assertThat(status.getString("rabbitmq")).isEqualTo("OK");
        Answer socket = Site.ALICES.post("/socket", Form.of("channel", "a"));
        assertProblem(socket, 503);
        assertThat(socket.header("Retry-After")).matches("\\d+");
        assertProblem(Site.ALICES.post("/event", Form.of("channel", "a", "data", "d")), 503);
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
