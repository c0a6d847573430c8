package dev.eventsource.broker.channel;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which segments of all channels are held, in the order in which they were begun: the first goes first, when it is too old
 * or when all together are too large. However large, the newest stays until it is too old, for it may not have been
 * delivered yet. Guarded by {@link Channels}' lock, but for the shares and {@code updateBytes}, which any thread adds to.
 *
 * <p>Times are of a clock that only goes forward and knows nothing of the time of day: a correction of that would make
 * everything too old at once.
 */
final class Retention {
    /** By {@link System#nanoTime}, which may be near its own beginning. */
    private static final long LONG_AGO = System.nanoTime() - TimeUnit.DAYS.toNanos(365);

    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final long maxBytes;
    private final long maxMillis;
    private final LongSupplier clock;
    private final LogShare patternShare;
    private final LogShare updateShare;
    private final AtomicLong updateBytes = new AtomicLong();
    private long bytes;
    private long events;

    record Held(Channel channel, Segment segment) {}

    Retention(Settings settings) {
        this(
                settings.bytes(Setting.HISTORY_BYTES),
                settings.duration(Setting.HISTORY_SECONDS).toMillis(),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - LONG_AGO));
    }

    /**
     * A retention by a clock.
     *
     * @param clock milliseconds since some moment that is longer ago than anybody asks for; it never goes back
     */
    Retention(long maxBytes, long maxMillis, LongSupplier clock) {
        this.maxBytes = maxBytes;
        this.patternShare = new LogShare(maxBytes);
        this.updateShare = new LogShare(maxBytes);
        this.maxMillis = maxMillis;
        this.clock = clock;
    }

    long nowMillis() {
        return clock.getAsLong();
    }

    /** How long an event is held at most. */
    long maxMillis() {
        return maxMillis;
    }

    /** How far a segment may go where there are so many channels. */
    Extent extent(int channels) {
        return Extent.of(maxMillis, maxBytes, channels);
    }

    /** What is held: how many events, what they and their channels take, and how long ago the first of them came in. */
    History history() {
        Held oldest = held.peek();
        long millis = oldest == null ? 0 : nowMillis() - oldest.segment().startedMillis();
        return new History(events, takenBytes(), Duration.ofMillis(millis));
    }

    /** Notes that an event of a channel went to a segment. */
    void hold(Channel channel, Segment segment) {
        if (segment.size() == 1) {
            held.add(new Held(channel, segment));
            bytes += channel.log().beginsWith(segment) ? channel.heapBytes() : 0;
        }
        bytes += segment.count();
        events++;
    }

    /** Notes that a channel's last segment was dropped from its log. */
    void forget(Channel channel) {
        bytes -= channel.heapBytes();
    }

    /** What the logs of patterns take beside the channels', for those who change it to add to. */
    LogShare patternShare() {
        return patternShare;
    }

    /** What the logs of updates take beside the channels', for those who change it to add to. */
    LogShare updateShare() {
        return updateShare;
    }

    /** What the topics of all updates take beside the channels, for who changes it to add to: they go with their updates. */
    AtomicLong updateBytes() {
        return updateBytes;
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
        bytes -= oldest.segment().countedBytes();
        events -= oldest.segment().size();
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
        return takenBytes() > maxBytes && held.size() > 1;
    }

    private long takenBytes() {
        return bytes + patternShare.taken() + updateShare.taken() + updateBytes.get();
    }

    private boolean isTooOld(Segment segment, long nowMillis) {
        return nowMillis - segment.newestMillis() > maxMillis;
    }
}
