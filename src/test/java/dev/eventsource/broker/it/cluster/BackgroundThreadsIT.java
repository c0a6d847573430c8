package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.http.Scrape;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.it.support.WatchesTheServersJvm;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every background thread is interrupted in the midst of its work by somebody else; the node goes on, and says so. */
@ArquillianTest
class BackgroundThreadsIT {
    private static final String PREFIX = "eventsource-";

    /** All that a node has once it is started; it has a drain as well once that is begun. */
    private static final List<String> PARTS = List.of(
            "answers",
            "console",
            "feed",
            "fences",
            "history",
            "leases",
            "mongo-health",
            "nonces",
            "presence",
            "publisher",
            "publisher-watch",
            "signals",
            "stats",
            "users",
            "webhooks",
            "writer-0");

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @Test
    void areAllToldOfByName() {
        assertThat(Door.get("/status").object().getJsonObject("parts").keySet()).containsAll(PARTS);
        Scrape now = Scrape.now();
        for (String part : PARTS) {
            assertThat(now.value("eventsource_part_up{part=\"" + part + "\"}")).isEqualTo(1);
        }
    }

    @Test
    @WatchesTheServersJvm
    void goOnAfterAnInterrupt() {
        Set<Thread> threads = backgroundThreads();
        assertThat(threads).extracting(Thread::getName).contains(names());
        threads.forEach(Thread::interrupt);
        await().untilAsserted(() -> {
            Scrape now = Scrape.now();
            for (String part : PARTS) {
                assertThat(now.value("eventsource_part_failures_total{part=\"" + part + "\"}"))
                        .isPositive();
            }
        });
        assertThat(threads).allMatch(Thread::isAlive);
        Broker.awaitReady();
        assertThat(Door.get("/status/live").status()).isEqualTo(200);
        assertServes();
    }

    private static void assertServes() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (var stream = Site.open(socket)) {
            stream.next();
            Answer published = Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", "1"));
            assertThat(published.status()).isEqualTo(200);
            assertThat(stream.next()).isEqualTo("id: 1\ndata: d\n\n");
        }
    }

    private static String[] names() {
        return PARTS.stream().map(part -> PREFIX + part).toArray(String[]::new);
    }

    private static Set<Thread> backgroundThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        PARTS.stream().anyMatch(part -> thread.getName().equals(PREFIX + part)))
                .collect(Collectors.toSet());
    }
}
