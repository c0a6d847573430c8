package dev.eventsource.broker.it.amqp;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.http.Scrape;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RabbitMQ is there and takes nothing: who publishes is told so, and nobody else notices. */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
@ArquillianTest
class HangingRabbitMqIT {
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();
    private static final int CALLERS = 200;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(CALLERS);

    /** A few of them are more than the sockets' buffers hold, so that a write hangs, and less than may wait. */
    private static final String LARGE = "x".repeat(1_000_000);

    private static final int LARGE_ONES = 16;

    /** Where one of eight thousand refusals was said to be a success, these find it nearly always. */
    private static final int CALLERS_AT_ONCE = 32;

    private static final int CALLS_EACH = 750;

    /** Payara has five for requests here, and WildFly eight for each processor. */
    private static final int MORE_THAN_A_SERVER_HAS_THREADS =
            8 * Runtime.getRuntime().availableProcessors();

    /** The calls themselves take milliseconds; a machine may be busy. What waited for RabbitMQ would take five seconds. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war(SERVER.url());
    }

    @BeforeEach
    void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void kill() {
        THREADS.shutdownNow();
        SERVER.close();
    }

    @Test
    void whoPublishesToAServerThatIsStoppedHoldsUpNobody() {
        String channel = Site.newChannel();
        SERVER.freeze();
        try {
            List<CompletableFuture<Answer>> callers = IntStream.range(0, CALLERS)
                    .mapToObj(caller -> caller < LARGE_ONES ? LARGE : "d")
                    .map(data -> CompletableFuture.supplyAsync(() -> publish(channel, data), THREADS))
                    .toList();
            await().pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> assertThat(waiting()).isGreaterThan(MORE_THAN_A_SERVER_HAS_THREADS));
            assertThat(Door.get("/status/live").status()).isEqualTo(200);
            assertThat(Site.ALICES.post("/socket", Form.of("channel", "a")).status())
                    .isEqualTo(200);
            callers.forEach(caller -> assertUnavailable(caller.join()));
            await().until(() -> !"OK".equals(publishing()));
            assertUnavailable(assertTakesAtMost(AT_ONCE, () -> publish(channel, "d")));
        } finally {
            SERVER.thaw();
        }
        assertRecovers();
    }

    @Test
    void whoPublishesDuringAMemoryAlarmIsToldAtOnce() {
        SERVER.control("set_vm_memory_high_watermark", "0.00000001");
        try {
            await().untilAsserted(() -> assertUnavailable(publish(Site.newChannel(), "d")));
            assertThat(publishing()).contains("memory");
            assertUnavailable(assertTakesAtMost(AT_ONCE, () -> publish(Site.newChannel(), "d")));
            Broker.assertStaysInService();
            everyoneIsRefused();
        } finally {
            SERVER.control("set_vm_memory_high_watermark", "0.4");
        }
        assertRecovers();
    }

    /** Each answer comes from another thread, while the request's own may still look at what the answer is to be. */
    private static void everyoneIsRefused() {
        List<CompletableFuture<Long>> callers = IntStream.range(0, CALLERS_AT_ONCE)
                .mapToObj(caller -> CompletableFuture.supplyAsync(HangingRabbitMqIT::timesPublished, THREADS))
                .toList();
        assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).isZero());
    }

    private static long timesPublished() {
        return IntStream.range(0, CALLS_EACH)
                .map(call -> publish("c", "d").status())
                .filter(status -> status != 503)
                .count();
    }

    private static void assertRecovers() {
        Broker.awaitReady();
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            Answer published = publish(channel, "d");
            assertThat(published.status()).as(published.toString()).isEqualTo(200);
            assertThat(stream.next()).endsWith("data: d\n\n");
        }
    }

    private static double waiting() {
        return Scrape.now().value("eventsource_publishes_pending");
    }

    private static String publishing() {
        return Door.get("/status").object().getJsonObject("parts").getString("publishing");
    }

    private static Answer publish(String channel, String data) {
        return Site.ALICES.post("/event", Form.of("channel", channel, "data", data));
    }

    private static void assertUnavailable(Answer answer) {
        assertProblem(answer, 503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private static Answer assertTakesAtMost(Duration limit, Supplier<Answer> call) {
        long start = System.nanoTime();
        Answer answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
        return answer;
    }
}
