package dev.eventsource.broker.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConfirmsTest {
    private final Confirms confirms = new Confirms();

    @Test
    void tellsEachMessageOfItsOwn() {
        CompletableFuture<Boolean> first = confirms.expect(1);
        CompletableFuture<Boolean> second = confirms.expect(2);
        confirms.settle(2, false, true);
        assertThat(second).isCompletedWithValue(true);
        assertThat(first).isNotDone();
        confirms.settle(1, false, false);
        assertThat(first).isCompletedWithValue(false);
    }

    @Test
    void aConfirmOfSeveralTellsAllUpToIt() {
        CompletableFuture<Boolean> first = confirms.expect(1);
        CompletableFuture<Boolean> second = confirms.expect(2);
        CompletableFuture<Boolean> third = confirms.expect(3);
        confirms.settle(2, true, true);
        assertThat(first).isCompletedWithValue(true);
        assertThat(second).isCompletedWithValue(true);
        assertThat(third).isNotDone();
    }

    @Test
    void aReturnedMessageIsNotAcceptedThoughConfirmed() {
        CompletableFuture<Boolean> routed = confirms.expect(1);
        CompletableFuture<Boolean> unroutable = confirms.expect(2);
        confirms.returned(2);
        confirms.settle(2, true, true);
        assertThat(routed).isCompletedWithValue(true);
        assertThat(unroutable).isCompletedWithValue(false);
    }

    @Test
    void nobodyWaitsForAChannelThatIsGone() {
        CompletableFuture<Boolean> waiting = confirms.expect(1);
        confirms.abandon();
        assertThat(waiting).isCompletedWithValue(false);
    }

    @Test
    void aMessageThatNobodyWaitsForIsForgotten() {
        CompletableFuture<Boolean> given = confirms.expect(1);
        confirms.forget(1);
        confirms.returned(1);
        confirms.settle(1, false, true);
        assertThat(given).isNotDone();
    }
}
