package dev.eventsource.broker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.cluster.Mark;
import dev.eventsource.broker.event.Seal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OwnEventsTest {
    private static final long BEGIN = 1_000_000;

    private long now = Long.MAX_VALUE;
    private final Seal seal = new Seal();
    private final OwnEvents own = new OwnEvents(seal, Duration.ZERO, () -> now);

    @Test
    @Timeout(5)
    void doesNotWaitForAKeyThatIsThere() throws InterruptedException {
        seal.use(new byte[] {1});
        own.awaitKey();
    }

    /** Who is interrupted does not wait, but throws. */
    @Test
    @Timeout(10)
    void waitsOnceAndNoLongerThanThat() throws InterruptedException {
        Duration patience = Duration.ofMillis(100);
        OwnEvents patient = new OwnEvents(seal, patience, () -> now);
        long begin = System.nanoTime();
        patient.awaitKey();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(patience.toNanos());
        Thread.currentThread().interrupt();
        patient.awaitKey();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void tellsOfAGapBehindWhatWasPassedOverAndOfNoneElse() {
        assertThat(own.tellsAt(mark(Mark.Way.THROUGH, BEGIN))).isFalse();
        own.noteMissed();
        assertThat(own.tellsAt(mark(Mark.Way.BEHIND, BEGIN))).isFalse();
        assertThat(own.tellsAt(mark(Mark.Way.THROUGH, BEGIN + 1))).isTrue();
        assertThat(own.tellsAt(mark(Mark.Way.THROUGH, BEGIN + 2))).isFalse();
    }

    /** Everyone loads anew what it shows at each. */
    @Test
    void tellsOfOneGapAMinuteAtMostAndOfTheLastOneToo() {
        own.noteMissed();
        assertThat(own.tellsAt(mark(Mark.Way.THROUGH, BEGIN))).isTrue();
        own.noteMissed();
        assertThat(own.tellsAt(mark(Mark.Way.THROUGH, BEGIN + OwnEvents.RAREST.toMillis() - 1)))
                .isFalse();
        assertThat(own.tellsAt(mark(Mark.Way.THROUGH, BEGIN + OwnEvents.RAREST.toMillis())))
                .isTrue();
    }

    @Test
    void aMarkOfTheFarFutureSilencesNothingForLonger() {
        now = BEGIN;
        own.noteMissed();
        assertThat(own.tellsAt(mark(Mark.Way.THROUGH, 10 * BEGIN))).isTrue();
        own.noteMissed();
        now = BEGIN + OwnEvents.RAREST.toMillis();
        assertThat(own.tellsAt(mark(Mark.Way.THROUGH, now))).isTrue();
    }

    private static Mark mark(Mark.Way way, long number) {
        return new Mark(way, "0123456789ab", number);
    }
}
