package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Connections;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.it.support.TwoNodeTests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MongoDB is away for longer than tickets live, under two nodes with a load: no stream and no ticket is lost. */
@Tag("once-per-server")
@ArquillianTest
class MongoOutageIT extends TwoNodeTests {
    private static final Duration LIFE = Duration.ofSeconds(2);
    private static final int STREAMS = 10;

    @Deployment(name = "one", order = 1, testable = false)
    static WebArchive one() {
        return firstWar(Map.of("SOCKET_TTL_SECONDS", Long.toString(LIFE.toSeconds())));
    }

    @Test
    void losesNeitherStreamsNorTickets() {
        String channel = Site.newChannel();
        List<String> sockets = new ArrayList<>();
        List<EventStreamClient> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            // Each at once, or the ticket lapses.
            sockets.add(Site.ALICES.openSocket(channel));
            streams.add(i % 2 == 0 ? Site.open(sockets.get(i)) : Site.openOnSecond(sockets.get(i)));
            assertThat(streams.get(i).next()).startsWith("retry: ");
        }
        AtomicBoolean loaded = new AtomicBoolean(true);
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> publishWhile(loaded, channel));
        outlast(LIFE.multipliedBy(3));
        assertAllAreHeld(sockets);
        loaded.set(false);
        int published = load.join();
        assertThat(published).isPositive();
        streams.forEach(stream -> assertGotAll(stream, published));
        String last = "Last-Event-ID: " + (published - 1);
        for (int i = 0; i < STREAMS; i++) {
            streams.get(i).close();
            try (var again = Site.openOnSecond(sockets.get(i), last)) {
                assertThat(again.next()).contains("event: eshq:resumed\n");
            }
        }
    }

    private static void outlast(Duration time) {
        Broker.MONGO.close();
        try {
            Instant end = Broker.MONGO.now().plus(time);
            await().until(() -> Door.get("/status").status() == 503
                    && Door.get(Broker.SECOND + "/status").status() == 503);
            await().until(() -> Broker.MONGO.now().isAfter(end));
        } finally {
            Broker.MONGO.start();
        }
        Broker.awaitBothReady();
    }

    private static void assertAllAreHeld(List<String> sockets) {
        try (var connections = new Connections()) {
            await().untilAsserted(() -> assertThat(sockets).allSatisfy(socket -> {
                assertThat(connections.ticket(socket).getString("broker")).isNotNull();
                assertThat(connections.ticket(socket).getDate("disconnect_at").toInstant())
                        .isAfter(Broker.MONGO.now());
            }));
        }
    }

    /** By HTTP and so with a user, all the time; answers how many were taken. */
    private static int publishWhile(AtomicBoolean loaded, String channel) {
        int published = 0;
        while (loaded.get()) {
            Form event = Form.of("channel", channel, "data", "d", "id", Integer.toString(published));
            Answer answer = Site.ALICES.post("/event", event);
            if (answer.status() == 200) {
                published++;
            } else {
                assertThat(answer.status()).isEqualTo(503);
            }
        }
        return published;
    }

    private static void assertGotAll(EventStreamClient stream, int published) {
        for (int i = 0; i < published; i++) {
            assertThat(stream.next()).startsWith("id: " + i + "\n");
        }
    }
}
