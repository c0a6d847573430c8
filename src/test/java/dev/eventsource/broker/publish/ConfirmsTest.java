package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConfirmsTest {
    private final Confirms confirms = new Confirms();

    @Test
    void tellsEachMessageOfItsOwn() {
        Publication first = expect(1);
        Publication second = expect(2);
        confirms.settle(2, false, true);
        assertThat(second.outcome()).isCompletedWithValue(null);
        assertThat(first.outcome()).isNotDone();
        confirms.settle(1, false, false);
        assertThat(first.outcome()).isCompletedExceptionally();
    }

    @Test
    void aConfirmOfSeveralTellsAllUpToIt() {
        Publication first = expect(1);
        Publication second = expect(2);
        Publication third = expect(3);
        confirms.settle(2, true, true);
        assertThat(first.outcome()).isCompletedWithValue(null);
        assertThat(second.outcome()).isCompletedWithValue(null);
        assertThat(third.outcome()).isNotDone();
    }

    @Test
    void aReturnedMessageIsNotAcceptedThoughConfirmed() {
        Publication routed = expect(1);
        Publication unroutable = expect(2);
        confirms.returned(2);
        confirms.settle(2, true, true);
        assertThat(routed.outcome()).isCompletedWithValue(null);
        assertThat(unroutable.outcome()).isCompletedExceptionally();
    }

    @Test
    void nobodyWaitsForAChannelThatIsGone() {
        Publication waiting = expect(1);
        confirms.abandon();
        assertThat(waiting.outcome()).isCompletedExceptionally();
        assertThat(confirms.areSilentFor(-1)).isFalse();
    }

    @Test
    void areSilentWhileSomethingWaits() {
        assertThat(confirms.areSilentFor(-1)).isFalse();
        expect(1);
        expect(2);
        assertThat(confirms.areSilentFor(-1)).isTrue();
        assertThat(confirms.areSilentFor(Duration.ofMinutes(1).toNanos())).isFalse();
        confirms.settle(1, false, true);
        assertThat(confirms.areSilentFor(-1)).isTrue();
        confirms.settle(2, false, true);
        assertThat(confirms.areSilentFor(-1)).isFalse();
    }

    @Test
    void aMessageIsGivenUpWhenItIsLate() {
        Publication publication = new Publication(new byte[1], Duration.ofSeconds(5));
        long now = System.nanoTime();
        publication.giveUpIfLate(now);
        assertThat(publication.outcome()).isNotDone();
        publication.giveUpIfLate(now + Duration.ofSeconds(6).toNanos());
        assertThat(publication.outcome()).isCompletedExceptionally();
    }

    private Publication expect(long sequence) {
        Publication publication = new Publication(new byte[0], Duration.ofMinutes(1));
        confirms.expect(sequence, publication);
        return publication;
    }
}
