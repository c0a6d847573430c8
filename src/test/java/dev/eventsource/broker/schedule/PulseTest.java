package dev.eventsource.broker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration STUCK = Duration.ofMinutes(2);

    /** Near where it overflows, as the platform's clock may be. */
    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(40).toNanos());

    private final Pulse pulse = new Pulse("tested", BOUND, now::get);

    @Test
    void isWellUntilItsLastWorkIsOlderThanTheBound() {
        pass(BOUND);
        assertThat(pulse.problem()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(pulse.problem()).hasValue("has not done its work for 30 s");
        pulse.noteWork();
        assertThat(pulse.problem()).isEmpty();
    }

    @Test
    void saysWhatKeepsItFromItsWorkButNoMoreOfIt() {
        pass(Duration.ofSeconds(20));
        pulse.noteFailure(new IllegalStateException("a secret"));
        assertThat(pulse.problem()).as("within the bound").isEmpty();
        pass(Duration.ofSeconds(20));
        assertThat(pulse.problem()).hasValue("has not done its work for 40 s, failing with IllegalStateException");
        pulse.noteWork();
        pass(BOUND.plusSeconds(1));
        assertThat(pulse.problem()).as("of what was before").hasValue("has not done its work for 31 s");
        assertThat(pulse.failures()).isEqualTo(1);
    }

    @Test
    void isStuckWhenNoTurnEndsButNotWhileTurnsFail() {
        for (int minute = 0; minute < 10; minute++) {
            pass(Duration.ofMinutes(1));
            pulse.noteFailure(new IllegalStateException("away"));
        }
        assertThat(pulse.isStuck()).isFalse();
        pass(STUCK);
        assertThat(pulse.isStuck()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(pulse.isStuck()).isTrue();
        pulse.noteWork();
        assertThat(pulse.isStuck()).isFalse();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
