package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one channel that are held, oldest first, in segments that grow with the channel: the first is as large as
 * its event, each next one twice the one before, up to 32 KiB where one event alone is not larger.
 *
 * <p>The holder of {@link Channels}' lock alone appends and drops; any thread reads. What is dropped is first named in
 * {@code droppedThrough}, so a reader that no longer finds an event finds out that it is gone.
 */
final class ChannelLog implements Log {
    private static final Segment[] EMPTY = {};

    /** Told of an event. */
    interface EventTaker {
        void take(long position, int idHash);
    }

    private final String channel;
    private volatile Segment[] segments = EMPTY;
    private volatile long droppedThrough;

    /** A log of a channel of that name, of which everything through {@code droppedThrough} may be gone. */
    ChannelLog(String channel, long droppedThrough) {
        this.channel = channel;
        this.droppedThrough = droppedThrough;
    }

    /** Appends; returns the segment that the event went to, which may be a new one. */
    Segment append(LoggedEvent event, long nowMillis, Extent limit) {
        Segment tail = tail();
        boolean goesOn = tail != null && nowMillis - tail.startedMillis() <= limit.millis() && tail.fits(event);
        if (tail != null && goesOn) {
            tail.append(event, nowMillis);
            return tail;
        }
        int grown = tail == null ? 0 : Math.min(limit.bytes(), 2 * tail.capacity());
        Segment next = new Segment(Math.max(grown, event.frame().length), event, nowMillis);
        next.append(event, nowMillis);
        Segment[] longer = Arrays.copyOf(segments, segments.length + 1);
        longer[longer.length - 1] = next;
        segments = longer;
        return next;
    }

    /** Whether this segment is the oldest that is held. */
    boolean beginsWith(Segment segment) {
        Segment[] current = segments;
        return current.length > 0 && current[0] == segment;
    }

    /** Whether events are still appended to this segment. */
    boolean endsWith(Segment segment) {
        return tail() == segment;
    }

    /** Drops the oldest segment. */
    void dropOldest() {
        Segment[] current = segments;
        droppedThrough = current[0].last();
        segments = Arrays.copyOfRange(current, 1, current.length);
    }

    boolean isEmpty() {
        return segments.length == 0;
    }

    @Override
    public long droppedThrough() {
        return droppedThrough;
    }

    @Override
    public @Nullable Run read(long after, long upTo, int within, String socket) {
        Segment[] current = segments;
        int i = firstSegmentAfter(current, after);
        return i == current.length ? null : current[i].read(after, upTo, within, socket);
    }

    @Override
    public long firstPositionAfter(long after) {
        Segment[] current = segments;
        int i = firstSegmentAfter(current, after);
        return i == current.length ? Long.MAX_VALUE : current[i].firstPositionAfter(after);
    }

    @Override
    public @Nullable String channelAfter(long after) {
        return firstPositionAfter(after) == Long.MAX_VALUE ? null : channel;
    }

    @Override
    public int count(long after, long upTo, String socket) {
        Segment[] current = segments;
        int events = 0;
        boolean more = true;
        for (int i = firstSegmentAfter(current, after); i < current.length && more; i++) {
            events += current[i].count(after, upTo, socket);
            more = current[i].last() < upTo;
        }
        return events;
    }

    /** How many events there are between the two positions, which costs next to nothing. */
    int count(long after, long upTo) {
        Segment[] current = segments;
        int events = 0;
        boolean more = true;
        for (int i = firstSegmentAfter(current, after); i < current.length && more; i++) {
            events += current[i].count(after, upTo);
            more = current[i].last() < upTo;
        }
        return events;
    }

    @Override
    public long positionOf(String id, long after) {
        Segment[] current = segments;
        for (int i = current.length - 1; i >= 0 && current[i].last() > after; i--) {
            long position = current[i].positionOf(id, after);
            if (position >= 0) {
                return position;
            }
        }
        return -1;
    }

    /** Tells of the positions after {@code after} of the events with this id, the latest first. */
    void forEachOf(String id, long after, LongConsumer task) {
        Segment[] current = segments;
        for (int i = current.length - 1; i >= 0 && current[i].last() > after; i--) {
            current[i].forEachOf(id, after, task);
        }
    }

    /** Whether the event at a position is held and has this id. */
    boolean hasId(long position, String id) {
        Segment[] current = segments;
        int i = firstSegmentAfter(current, position - 1);
        return i < current.length && current[i].hasId(position, id);
    }

    /** Tells of each event between the two positions, in their order, its position and its id's hash. */
    void forEach(long after, long upTo, EventTaker taker) {
        Segment[] current = segments;
        for (int i = firstSegmentAfter(current, after); i < current.length; i++) {
            current[i].forEach(after, upTo, taker);
        }
    }

    /** The newest events, newest first, as far as they are held; of each as much as {@code longest} says. */
    List<HeldEvent> newest(int most, int longest) {
        Segment[] current = segments;
        List<HeldEvent> newest = new ArrayList<>();
        for (int i = current.length - 1; i >= 0 && newest.size() < most; i--) {
            newest.addAll(current[i].newest(most - newest.size(), longest));
        }
        return newest;
    }

    private @Nullable Segment tail() {
        Segment[] current = segments;
        return current.length == 0 ? null : current[current.length - 1];
    }

    /** Index of the first segment with an event after {@code position}: most readers stand in the last one. */
    private static int firstSegmentAfter(Segment[] segments, long position) {
        int high = segments.length;
        if (high == 0 || segments[high - 1].last() <= position) {
            return high;
        }
        int low = 0;
        high--;
        if (high == 0 || segments[high - 1].last() <= position) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments[middle].last() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
