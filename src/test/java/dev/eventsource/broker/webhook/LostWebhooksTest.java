package dev.eventsource.broker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.webhook.Webhooks.Outcome;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostWebhooksTest {
    private static final Logger LOG = Logger.getLogger(LostWebhooks.class.getName());

    private final AtomicLong now = new AtomicLong();
    private final LostWebhooks lost = new LostWebhooks(now::get);
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        LOG.addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(lines);
    }

    @Test
    void tellsOfTheFirstAtOnceAndOfTheOthersOnceAMinute() {
        for (int i = 0; i < 100; i++) {
            lost.add("dead", Outcome.DROPPED, "too many wait");
            lost.tell();
        }
        assertThat(lines.said)
                .containsExactly("Webhooks of user 'dead' that were dropped: 1, the last because too many wait");
        pass(Duration.ofMinutes(1));
        lost.tell();
        lost.tell();
        assertThat(lines.said).hasSize(2).last().asString().contains("dropped: 99,");
    }

    @Test
    void tellsOfUsersAndOutcomesApart() {
        lost.add("one", Outcome.DROPPED, "a");
        lost.add("one", Outcome.GIVEN_UP, "b");
        lost.add("other", Outcome.DROPPED, "c");
        assertThat(lines.said).hasSize(3);
    }

    @Test
    void forgetsWhoHasLostNothingForAMinute() {
        lost.add("one", Outcome.DROPPED, "a");
        pass(Duration.ofMinutes(1));
        lost.tell();
        lost.add("one", Outcome.DROPPED, "a");
        assertThat(lines.said).hasSize(2);
    }

    @Test
    void tellsOfWhatIsLeftAtTheEnd() {
        lost.add("one", Outcome.DROPPED, "a");
        lost.tellAll();
        lost.add("one", Outcome.DROPPED, "a");
        lost.tellAll();
        assertThat(lines.said).hasSize(2);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static final class Lines extends Handler {
        private final Queue<String> said = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            said.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
