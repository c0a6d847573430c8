package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Which segments of all channels are held, in the order in which they were begun: the first goes first, when it is too old
 * or when all together are too large. The newest always stays, for it may not have been delivered yet. Guarded by {@link
 * Channels}' lock.
 */
final class Retention {
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final long maxBytes;
    private final long maxMillis;
    private long bytes;

    record Held(ChannelId id, Channel channel, Segment segment) {
        long bytes() {
            return (long) segment.capacity() + Segment.OVERHEAD;
        }
    }

    Retention(Settings settings) {
        this(
                settings.bytes(Setting.HISTORY_BYTES),
                settings.duration(Setting.HISTORY_SECONDS).toMillis());
    }

    Retention(long maxBytes, long maxMillis) {
        this.maxBytes = maxBytes;
        this.maxMillis = maxMillis;
    }

    /** How long an event is held at most. */
    long maxMillis() {
        return maxMillis;
    }

    /** How far a segment may go where there are so many channels. */
    Extent extent(int channels) {
        return Extent.of(maxMillis, maxBytes, channels);
    }

    /** What all held take, in bytes. */
    long bytes() {
        return bytes;
    }

    /** How long ago the first event came in of the segment that goes next; zero where none is held. */
    Duration age(long nowMillis) {
        Held oldest = held.peek();
        return oldest == null
                ? Duration.ZERO
                : Duration.ofMillis(nowMillis - oldest.segment().startedMillis());
    }

    void hold(ChannelId id, Channel channel, Segment segment) {
        Held added = new Held(id, channel, segment);
        held.add(added);
        bytes += added.bytes();
    }

    /** Lets go of the oldest segment where it has to go now, and returns it; null where all may stay. */
    @Nullable
    Held release(long nowMillis) {
        while (isTooLarge() && isSpared(held.element(), nowMillis)) {
            held.add(held.remove());
        }
        Held oldest = held.peek();
        if (oldest == null || !(isTooLarge() || isTooOld(oldest.segment(), nowMillis))) {
            return null;
        }
        held.remove();
        bytes -= oldest.bytes();
        return oldest;
    }

    /**
     * Whether a channel's last segment holds events that are much younger than itself: then it is closed, and its turn comes
     * once more when all that were begun by now have gone.
     */
    private static boolean isSpared(Held oldest, long nowMillis) {
        Segment segment = oldest.segment();
        long age = nowMillis - segment.startedMillis();
        boolean isYoung = nowMillis - segment.newestMillis() < age / 2;
        return isYoung && oldest.channel().log().endsWith(segment) && segment.close();
    }

    private boolean isTooLarge() {
        return bytes > maxBytes && held.size() > 1;
    }

    private boolean isTooOld(Segment segment, long nowMillis) {
        return nowMillis - segment.newestMillis() > maxMillis;
    }
}
