package dev.eventsource.broker.channel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * The one order of events that runs through all channels: how far it goes, where it is broken, how ids say places in it,
 * and which place belongs to which time.
 *
 * <p>Written by the holder of {@link Channels}' lock. The volatile fields are read by any thread; {@code last} is written
 * after the logs, so whatever is not after it can be read.
 */
final class Timeline {
    /** Gaps that are known apart; whoever stands before more of them learns of the oldest together with the next one. */
    static final int MOST_GAPS = 1_000;

    private static final long[] NO_GAPS = {};
    private static final int MOST_SAMPLES = 3_000;
    private static final long SHORTEST_SAMPLING_MILLIS = 100;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private final long samplingMillis;
    private long lastMillis;
    private volatile PositionIds ids;
    private volatile long last;
    private volatile long[] gaps = NO_GAPS;
    private volatile long droppedThrough;

    private record Sample(long millis, long position) {}

    Timeline(PositionIds ids, long historyMillis) {
        this.ids = ids;
        this.samplingMillis = Math.max(SHORTEST_SAMPLING_MILLIS, historyMillis / MOST_SAMPLES);
    }

    PositionIds ids() {
        return ids;
    }

    /** From now on positions are known by other numbers. */
    void countBy(PositionIds newIds) {
        ids = newIds;
    }

    /** The position of the newest event; 0 before the first. */
    long last() {
        return last;
    }

    /**
     * The position of the first gap in the feed after {@code position}, where events are missing; {@link Long#MAX_VALUE}
     * where there is none. Who asks for the end as well asks for {@link #last} first: then no gap before it is overlooked.
     */
    long gapAfter(long position) {
        long[] current = gaps;
        if (current.length == 0 || current[current.length - 1] <= position) {
            return Long.MAX_VALUE;
        }
        int found = Arrays.binarySearch(current, position + 1);
        return current[found >= 0 ? found : -found - 1];
    }

    /** The position of the latest gap; 0 where there was none. */
    long lastGap() {
        long[] current = gaps;
        return current.length == 0 ? 0 : current[current.length - 1];
    }

    /** The position up to which events may have been dropped from channels that are not held. */
    long droppedThrough() {
        return droppedThrough;
    }

    /** The order goes on, up to {@code position}. */
    void advance(long position, long nowMillis) {
        Sample newest = samples.peekLast();
        if (newest == null || nowMillis - newest.millis >= samplingMillis) {
            sample();
        }
        lastMillis = nowMillis;
        last = position;
    }

    /** What stands before the event that comes now has stood there since the time of the one before. */
    private void sample() {
        samples.add(new Sample(lastMillis, last));
        if (samples.size() > MOST_SAMPLES) {
            samples.remove();
        }
    }

    /**
     * Everything between the newest event and {@code position} is missing, and for {@code position} itself none comes. Gaps
     * with nothing between them are one to whoever stands before both.
     */
    void breakAt(long position) {
        long[] current = gaps;
        int known = current.length > 0 && current[current.length - 1] == last ? current.length - 1 : current.length;
        int oldest = Math.max(0, known - MOST_GAPS + 1);
        long[] kept = Arrays.copyOfRange(current, oldest, known + 1);
        kept[known - oldest] = position;
        gaps = kept;
        last = position;
    }

    /** Everything up to {@code position} may be missing, and this node never had it. */
    void beginBehind(long position) {
        droppedThrough = position;
        last = position;
    }

    void dropThrough(long position) {
        droppedThrough = Math.max(droppedThrough, position);
    }

    /** The position that an id says, which may be one that has not come in yet; empty where the id says none. */
    OptionalLong position(String id) {
        return ids.position(id);
    }

    /** A position that the order had reached at a time, and not much earlier; 0 where that is not known any longer. */
    long positionAt(long millis) {
        if (millis > lastMillis) {
            return last;
        }
        for (Iterator<Sample> newestFirst = samples.descendingIterator(); newestFirst.hasNext(); ) {
            Sample sample = newestFirst.next();
            if (sample.millis < millis) {
                return sample.position;
            }
        }
        return 0;
    }
}
