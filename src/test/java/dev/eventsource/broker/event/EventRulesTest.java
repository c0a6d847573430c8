package dev.eventsource.broker.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class EventRulesTest {
    private static final ChannelId CHANNEL = new ChannelId("alice", "news");
    private static final int EVENTS = 10_000;

    private final EventRules rules = new EventRules(1_000);

    /** Every message comes by here, and words took more of the feed's time than JSON did. */
    @Test
    void makeNoWordsForWhatTheyAccept() throws RefusedEvent {
        accept(EVENTS);
        long before = allocated();
        accept(EVENTS);
        assertThat((allocated() - before) / EVENTS).isLessThan(512);
    }

    private void accept(int events) throws RefusedEvent {
        for (int i = 0; i < events; i++) {
            Event unused = rules.accept(CHANNEL, "some data", "id", "name", "socket");
        }
    }

    /** In bytes, by this thread. */
    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }

    @Test
    void sayWhatToChange() {
        assertThatThrownBy(() -> rules.accept(CHANNEL, "x".repeat(1_001), null, null, null))
                .isInstanceOfSatisfying(
                        RefusedEvent.class,
                        refused -> assertThat(refused.whatToChange())
                                .isEqualTo("data is longer than the 1000 bytes of UTF-8 that one event may have"));
    }
}
