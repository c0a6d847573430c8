package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IssuerLanesTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ExecutorService answers = Executors.newFixedThreadPool(2);
    private final IssuerLanes lanes = new IssuerLanes(threads, answers);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        threads.shutdownNow();
        answers.shutdownNow();
    }

    private static JWSHeader header(String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build();
    }

    private void await() {
        await(end);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** To open a stream may take long. */
    @Test
    void checksOthersWhileACallGoesOnWithItsAnswer() {
        Duration longest = Duration.ofSeconds(20);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        var unused = lanes.check(header("k"), () -> await(told), longest).thenRun(() -> {
            begun.countDown();
            await();
        });
        told.countDown();
        await(begun);
        assertThat(lanes.check(header("k"), () -> {}, longest)).succeedsWithin(longest);
    }

    /** An issuer that takes a new key each hour has had a hundred in four days. */
    @Test
    void knowsTheLatestKeysHoweverManyThereWere() {
        Duration longest = Duration.ofSeconds(20);
        for (int i = 0; i < 250; i++) {
            lanes.check(header("" + i), () -> {}, longest).join();
        }
        var madeUp = lanes.check(header("made up"), this::await, longest);
        lanes.check(header("249"), () -> {}, longest).join();
        assertThat(madeUp).isNotDone();
    }
}
