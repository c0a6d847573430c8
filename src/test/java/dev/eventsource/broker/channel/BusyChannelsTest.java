package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusyChannelsTest {
    private final BusyChannels busy = new BusyChannels();

    @Test
    void countNothingUntilSomebodyWantsToKnow() {
        busy.count(channel("a"));
        assertThat(busy.take(true)).isEmpty();
        busy.count(channel("a"));
        assertThat(busy.take(false)).hasSize(1);
        busy.count(channel("a"));
        assertThat(busy.take(true)).isEmpty();
    }

    @Test
    void areToldWithTheBusiestFirst() {
        busy.take(true);
        count("few", 1);
        count("many", 3);
        count("some", 2);
        assertThat(BusyChannels.busiest(busy.take(true), 2))
                .containsExactly(Map.entry(channel("many"), 3), Map.entry(channel("some"), 2));
    }

    @Test
    void areThoseOfTheTimeSinceTheyWereAskedLast() {
        busy.take(true);
        count("before", 5);
        busy.take(true);
        count("now", 1);
        assertThat(BusyChannels.busiest(busy.take(true), 9)).containsExactly(Map.entry(channel("now"), 1));
    }

    @Test
    void areNotMoreThanTheyMay() {
        busy.take(true);
        for (int i = 0; i < 20_000; i++) {
            busy.count(channel("c" + i));
            busy.count(channel("busy"));
        }
        var counted = busy.take(true);
        assertThat(counted).hasSize(10_000);
        assertThat(BusyChannels.busiest(counted, 1)).containsExactly(Map.entry(channel("busy"), 20_000));
    }

    private void count(String name, int times) {
        for (int i = 0; i < times; i++) {
            busy.count(channel(name));
        }
    }

    private static ChannelId channel(String name) {
        return new ChannelId("user", name);
    }
}
