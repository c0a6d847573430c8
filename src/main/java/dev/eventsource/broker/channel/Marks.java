package dev.eventsource.broker.channel;

import java.util.Arrays;

/**
 * What a segment knows of each of its events: where its frame ends, its position and its id's hash, in one array that is
 * replaced by a larger copy when it is full.
 *
 * <p>One thread sets marks and afterwards publishes their number elsewhere; a reader that has read that number finds those
 * marks here, for the array's field is volatile and a copy is complete before it is stored.
 */
final class Marks {
    private static final int SIZE = 3;
    private static final int END = 0;
    private static final int OFFSET = 1;
    private static final int ID_HASH = 2;
    private static final int SMALLEST_GROWTH = 8;

    private final long base;
    private volatile int[] marks = new int[SIZE];

    /** Marks of events from position {@code base} on. */
    Marks(long base) {
        this.base = base;
    }

    /** Whether the distance of a position from the first can be kept. */
    boolean reaches(long position) {
        return position - base <= Integer.MAX_VALUE;
    }

    /** Sets the mark of the {@code n}th event, the next one, whose frame ends before {@code end}. */
    void set(int n, int end, LoggedEvent event) {
        int[] current = marks;
        int[] target =
                current.length > n * SIZE ? current : Arrays.copyOf(current, Math.max(SMALLEST_GROWTH, n * 2) * SIZE);
        target[n * SIZE + END] = end;
        target[n * SIZE + OFFSET] = (int) (event.position() - base);
        target[n * SIZE + ID_HASH] = event.id().hashCode();
        marks = target;
    }

    /** What these marks take in the heap. */
    long heapBytes() {
        return Heap.object(Long.BYTES + Heap.REFERENCE) + Heap.array((long) Integer.BYTES * marks.length);
    }

    /** Where the frame of event {@code i} ends, which is where the next one begins; 0 for -1. */
    int end(int i) {
        return i < 0 ? 0 : marks[i * SIZE + END];
    }

    long position(int i) {
        return base + marks[i * SIZE + OFFSET];
    }

    boolean hasIdHash(int i, int hash) {
        return marks[i * SIZE + ID_HASH] == hash;
    }

    /** Index of the first of {@code n} events whose position is greater than {@code position}; {@code n} where none is. */
    int firstAfter(long position, int n) {
        int[] current = marks;
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
