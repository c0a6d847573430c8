package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import org.junit.jupiter.api.Test;

class FirstTest {
    private final Event event = new Event(new ChannelId("alice", "c"), "d", "i", "n", null);

    @Test
    void knowsWhatSaysTheSame() {
        First first = new First("i", First.digest(event), 0);
        assertThat(first.isOf(new Event(new ChannelId("alice", "c"), "d", "other", "n", null)))
                .isTrue();
        assertThat(first.isOf(new Event(new ChannelId("alice", "c"), "other", "i", "n", null)))
                .isFalse();
        assertThat(first.isOf(event.withRetain(new Retain("key")))).isFalse();
    }

    /** The list of its user's that says so may change between a call and its repetition. */
    @Test
    void isTheSameWhetherOrNotItIsItsChannelsLastValue() {
        assertThat(new First("i", First.digest(event), 0).isOf(event.withRetain(Retain.CHANNEL)))
                .isTrue();
    }
}
