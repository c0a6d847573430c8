package dev.eventsource.broker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A background thread goes on whatever its work throws, and says so when it does none. */
class WorkerTest {
    private static final Duration BOUND = Duration.ofMillis(200);

    private final AtomicInteger turns = new AtomicInteger();
    private Worker worker = new Worker("idle", () -> {});

    @AfterEach
    void close() {
        worker.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalStateException.class,
                OutOfMemoryError.class,
                StackOverflowError.class,
                NoClassDefFoundError.class,
                InterruptedException.class
            })
    void goesOnAfter(Class<? extends Throwable> fault) throws ReflectiveOperationException {
        Throwable thrown = fault.getConstructor(String.class).newInstance("deliberate");
        start(BOUND, () -> {
            if (turns.incrementAndGet() == 1) {
                WorkerTest.<InterruptedException>raise(thrown);
            }
            Thread.sleep(1);
        });
        await().until(() -> turns.get() > 2);
        assertThat(worker.failures()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(worker.problem()).isEmpty());
    }

    /** As what it is, of whichever kind. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void goesOnWhenItsTaskReturns() {
        start(BOUND, turns::incrementAndGet);
        await().until(() -> turns.get() > 2);
        assertThat(worker.failures()).isZero();
    }

    /** By half of the first step, then of the second. */
    @Test
    void backsOff() {
        List<Long> begins = new CopyOnWriteArrayList<>();
        start(BOUND, () -> {
            begins.add(System.nanoTime());
            throw new IllegalStateException("deliberate");
        });
        await().until(() -> begins.size() >= 3);
        assertThat(begins.get(1) - begins.get(0))
                .isGreaterThanOrEqualTo(Duration.ofMillis(125).toNanos());
        assertThat(begins.get(2) - begins.get(1))
                .isGreaterThanOrEqualTo(Duration.ofMillis(250).toNanos());
    }

    @Test
    void tellsOfWorkThatFailsForTooLong() {
        start(BOUND, () -> {
            throw new OutOfMemoryError("a secret");
        });
        await().until(() -> worker.problem().isPresent());
        assertThat(worker.problem().orElseThrow())
                .matches("has not done its work for \\d+ s, failing with OutOfMemoryError");
        assertThat(worker.isStuck()).isFalse();
    }

    @Test
    void tellsOfWorkThatHangs() {
        Semaphore never = new Semaphore(0);
        start(BOUND, never::acquire);
        await().until(() -> worker.problem().isPresent());
        assertThat(worker.problem().orElseThrow()).matches("has not done its work for \\d+ s");
    }

    @Test
    void worksAgainAfterATroubledTime() {
        AtomicInteger troubles = new AtomicInteger(2);
        start(Duration.ofMillis(50), () -> {
            if (troubles.getAndDecrement() > 0) {
                throw new IllegalStateException("deliberate");
            }
            Thread.sleep(1);
        });
        await().until(() -> worker.problem().isPresent());
        await().until(() -> worker.problem().isEmpty());
        assertThat(worker.failures()).isEqualTo(2);
    }

    @Test
    void endsWhenItIsClosed() {
        Semaphore never = new Semaphore(0);
        start(BOUND, never::acquire);
        worker.close();
        assertThat(worker.problem()).isEmpty();
        assertThat(worker.failures()).isZero();
        assertThat(threads()).doesNotContain("eventsource-tested");
    }

    @Test
    void aPeriodicTaskGoesOnToo() {
        try (Periodic periodic = new Periodic("tested", Duration.ofMillis(1), () -> {
            if (turns.incrementAndGet() == 1) {
                throw new OutOfMemoryError("deliberate");
            }
        })) {
            periodic.start();
            await().until(() -> turns.get() > 2);
        }
    }

    private static String[] threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toArray(String[]::new);
    }

    private void start(Duration bound, Turn turn) {
        worker = new Worker("tested", bound, turn);
        worker.start();
    }
}
