package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, over HTTP and AMQP: the broker answers, shows and logs nothing of its inside, keeps nothing, and goes
 * on for others. {@code -Dfuzz.requests} says how many are sent, {@code -Dfuzz.seed} repeats a run.
 */
@Tag("once-per-server")
@ArquillianTest
class FuzzIT {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", System.currentTimeMillis());
    private static final int SENDERS = 4;
    private static final int MESSAGES_AT_ONCE = 500;
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        // Otherwise what was sent would be held, as it should be, and look as what was forgotten.
        System.setProperty("HISTORY_BYTES", "1M");
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        System.clearProperty("HISTORY_BYTES");
        EXCHANGE.close();
    }

    @Test
    void whateverIsSentDoesNoHarm() {
        System.out.println("fuzz.seed=" + SEED + " fuzz.requests=" + REQUESTS);
        FuzzedRequests requests = new FuzzedRequests(Site.ofNewUser());
        fuzz(requests, SEED - REQUESTS, REQUESTS / 5);
        Footprint before = Footprint.settled();
        try (ValidTraffic traffic = new ValidTraffic();
                LoggedTraces traces = new LoggedTraces()) {
            fuzz(requests, SEED, REQUESTS);
            System.out.println("answers: " + requests.answers() + "; valid events beside: " + traffic.end());
            assertThat(traces.found()).isEmpty();
        }
        assertThat(Door.get("/status").status()).isEqualTo(200);
        Footprint.settled().assertIsLike(before);
    }

    private static void fuzz(FuzzedRequests requests, long seed, int count) {
        AtomicLong next = new AtomicLong(seed);
        long end = seed + count / 2;
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS + 1);
        try {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                running.add(CompletableFuture.runAsync(
                        () -> {
                            for (long n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
                                requests.send(n);
                            }
                        },
                        senders));
            }
            running.add(CompletableFuture.runAsync(() -> sendMessages(seed, count / 2), senders));
            running.forEach(CompletableFuture::join);
        } finally {
            senders.shutdownNow();
        }
    }

    private static void sendMessages(long seed, int count) {
        FuzzedMessages messages = new FuzzedMessages(EXCHANGE);
        for (int i = 0; i < count; i++) {
            messages.send(seed + i);
            if (i % MESSAGES_AT_ONCE == 0) {
                EXCHANGE.awaitConfirms();
            }
        }
        EXCHANGE.awaitConfirms();
    }
}
