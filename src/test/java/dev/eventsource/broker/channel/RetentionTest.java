package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Extent EXTENT = new Extent(1_000, 32 << 10);
    private static final ChannelId QUIET = new ChannelId(null, "quiet");
    private static final ChannelId BUSY = new ChannelId(null, "busy");

    private final Retention retention = new Retention(7_000, 10_000, () -> 0);
    private final Channel quiet = new Channel(QUIET, 0);
    private final Channel busy = new Channel(BUSY, 0);
    private int position;

    @Test
    void letsGoOfTheOldestFirst() {
        append(QUIET, quiet, 2_000, 0);
        append(BUSY, busy, 2_000, 100);
        assertThat(retention.release(200)).isNull();
        append(BUSY, busy, 3_000, 200);
        assertThat(released(200)).isEqualTo(QUIET);
        assertThat(retention.release(200)).isNull();
    }

    /** In one segment with old events, which must not take a new one with them before older ones of others. */
    @Test
    void letsGoOfANewEventAfterOlderOnesOfOtherChannels() {
        append(QUIET, quiet, 1_000, 0);
        append(QUIET, quiet, 1_100, 0);
        append(BUSY, busy, 2_500, 100);
        append(QUIET, quiet, 100, 900);
        append(BUSY, busy, 2_500, 950);
        assertThat(released(1_000)).isEqualTo(QUIET);
        append(BUSY, busy, 1_500, 1_000);
        assertThat(released(1_000)).isEqualTo(BUSY);
        append(BUSY, busy, 3_500, 1_100);
        assertThat(released(1_100)).isEqualTo(BUSY);
        assertThat(quiet.log().count(0, position, "")).isEqualTo(2);
        append(BUSY, busy, 3_500, 1_200);
        assertThat(released(1_200)).isEqualTo(QUIET);
    }

    private ChannelId released(long millis) {
        Retention.Held released = Objects.requireNonNull(retention.release(millis));
        released.channel().log().dropOldest();
        return released.channel().id();
    }

    private void append(ChannelId id, Channel channel, int bytes, long millis) {
        Event event = new Event(id, "x".repeat(bytes), null, null, null);
        LoggedEvent logged = LoggedEvent.of(++position, event, PositionIds.ofNode("epoch"));
        retention.hold(channel, channel.log().append(logged, millis, EXTENT));
    }
}
