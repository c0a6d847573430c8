package dev.eventsource.broker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final Duration BEAT = Silence.LONGEST.dividedBy(Silence.FEWEST_LOOKS);

    private long last = 7;
    private boolean isPut = true;
    private long now = -5;
    private final Silence silence = new Silence(() -> last, () -> isPut, () -> now);

    @BeforeEach
    void begin() {
        silence.begin(true);
    }

    @Test
    void isTooLongWhereNothingComesInThoughMarksArePut() {
        assertThat(lookAfter(BEAT)).isFalse();
        assertThat(lookAfter(BEAT)).isFalse();
        assertThat(lookAfter(BEAT)).isTrue();
    }

    @Test
    void endsWithWhateverComesIn() {
        lookAfter(BEAT);
        lookAfter(BEAT);
        last++;
        assertThat(lookAfter(BEAT)).isFalse();
        assertThat(lookAfter(BEAT)).isFalse();
        assertThat(lookAfter(BEAT)).isFalse();
        assertThat(lookAfter(BEAT)).isTrue();
    }

    @Test
    void meansNothingWhileRabbitMqTakesNoMarks() {
        isPut = false;
        for (int i = 0; i < 10; i++) {
            assertThat(lookAfter(BEAT)).isFalse();
        }
        isPut = true;
        assertThat(lookAfter(BEAT)).isFalse();
    }

    @Test
    void isNeverTooLongWhereTheEndOfTheSessionWouldBeAGap() {
        silence.begin(false);
        for (int i = 0; i < 10; i++) {
            assertThat(lookAfter(BEAT)).isFalse();
        }
    }

    /** However often somebody looks. */
    @Test
    void takesItsTime() {
        for (int i = 0; i < 10; i++) {
            assertThat(lookAfter(Duration.ofMillis(200))).isFalse();
        }
    }

    /** It is the node that was frozen, and what came meanwhile is about to come in. */
    @Test
    void isNoneOfANodeThatWasItselfFrozen() {
        assertThat(lookAfter(Duration.ofMinutes(1))).isFalse();
    }

    private boolean lookAfter(Duration time) {
        now += time.toNanos();
        return silence.isTooLong();
    }
}
