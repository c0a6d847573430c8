package dev.eventsource.broker.channel;

import java.util.Arrays;

/**
 * What a segment knows of each of its events: where its frame ends, its position, its id's hash and when it came in, in one array that is
 * replaced by a larger copy when it is full.
 *
 * <p>One thread adds entries and afterwards publishes their number elsewhere; a reader that has read that number finds those
 * entries here, for the array's field is volatile and a copy is complete before it is stored.
 */
final class FrameIndex {
    private static final int SIZE = 4;
    private static final int END = 0;
    private static final int OFFSET = 1;
    private static final int ID_HASH = 2;
    private static final int ARRIVED = 3;
    private static final int SMALLEST_GROWTH = 8;

    /** Tenths of a millisecond, of which an int holds two and a half days: longer than any event is held. */
    private static final long TICK_NANOS = 100_000;

    private final long base;
    private final long baseNanos;
    private volatile int[] entries = new int[SIZE];

    /** An index of this event and those behind it. */
    FrameIndex(LoggedEvent first) {
        this.base = first.position();
        this.baseNanos = first.arrived();
    }

    /** Whether the distance of a position from the first can be kept. */
    boolean reaches(long position) {
        return position - base <= Integer.MAX_VALUE;
    }

    /** Sets the entry of the {@code n}th event, the next one, whose frame ends before {@code end}. */
    void set(int n, int end, LoggedEvent event) {
        int[] current = entries;
        int[] target =
                current.length > n * SIZE ? current : Arrays.copyOf(current, Math.max(SMALLEST_GROWTH, n * 2) * SIZE);
        target[n * SIZE + END] = end;
        target[n * SIZE + OFFSET] = (int) (event.position() - base);
        target[n * SIZE + ID_HASH] = event.id().hashCode();
        target[n * SIZE + ARRIVED] = (int) ((event.arrived() - baseNanos) / TICK_NANOS);
        entries = target;
    }

    /** What this index takes in the heap. */
    long heapBytes() {
        return Heap.object(2 * Long.BYTES + Heap.REFERENCE) + Heap.array((long) Integer.BYTES * entries.length);
    }

    /** Where the frame of event {@code i} ends, which is where the next one begins; 0 for -1. */
    int end(int i) {
        return i < 0 ? 0 : entries[i * SIZE + END];
    }

    long position(int i) {
        return base + entries[i * SIZE + OFFSET];
    }

    /** When event {@code i} came in, by {@link System#nanoTime} and to a tenth of a millisecond. */
    long arrived(int i) {
        return baseNanos + entries[i * SIZE + ARRIVED] * TICK_NANOS;
    }

    int idHash(int i) {
        return entries[i * SIZE + ID_HASH];
    }

    /** Which is the first of {@code n} events whose position is greater than {@code position}; {@code n} where none is. */
    int firstAfter(long position, int n) {
        int[] current = entries;
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (base + current[middle * SIZE + OFFSET] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
