package dev.eventsource.broker.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConfirmsTest {
    private final Confirms confirms = new Confirms();

    @Test
    void tellsEachMessageOfItsOwn() {
        CompletableFuture<Boolean> first = confirms.expect(1, "a");
        CompletableFuture<Boolean> second = confirms.expect(2, "b");
        confirms.settle(2, false, true);
        assertThat(second).isCompletedWithValue(true);
        assertThat(first).isNotDone();
        confirms.settle(1, false, false);
        assertThat(first).isCompletedWithValue(false);
    }

    @Test
    void aConfirmOfSeveralTellsAllUpToIt() {
        CompletableFuture<Boolean> first = confirms.expect(1, "a");
        CompletableFuture<Boolean> second = confirms.expect(2, "b");
        CompletableFuture<Boolean> third = confirms.expect(3, "c");
        confirms.settle(2, true, true);
        assertThat(first).isCompletedWithValue(true);
        assertThat(second).isCompletedWithValue(true);
        assertThat(third).isNotDone();
    }

    @Test
    void aReturnedMessageIsNotAcceptedThoughConfirmed() {
        CompletableFuture<Boolean> routed = confirms.expect(1, "a");
        CompletableFuture<Boolean> unroutable = confirms.expect(2, "b");
        confirms.returned("b");
        confirms.settle(2, true, true);
        assertThat(routed).isCompletedWithValue(true);
        assertThat(unroutable).isCompletedWithValue(false);
    }

    @Test
    void nobodyWaitsForAChannelThatIsGone() {
        CompletableFuture<Boolean> waiting = confirms.expect(1, "a");
        confirms.abandon();
        assertThat(waiting).isCompletedWithValue(false);
    }
}
