package dev.eventsource.broker.channel;

import java.util.Arrays;

/**
 * Positions in their order, in a part of an array. What is in the part never changes, so any thread may read it; the one that
 * may add and drop makes another part of it, in the same array where that has room behind.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to share the array
record Span(long[] array, int from, int to) {
    static final Span EMPTY = new Span(new long[0], 0, 0);

    private static final int SMALLEST = 8;

    int size() {
        return to - from;
    }

    /** With one more behind; this one must be the latest of its array. */
    Span and(long position) {
        Span roomy = to < array.length ? this : copy(grown());
        roomy.array[roomy.to] = position;
        return new Span(roomy.array, roomy.from, roomy.to + 1);
    }

    private int grown() {
        return Math.max(SMALLEST, 2 * size());
    }

    /** How many bytes more it takes with one more. */
    long growth() {
        return to < array.length ? 0 : Math.max(0, Heap.array((long) Long.BYTES * grown()) - heapBytes());
    }

    /** The last of the older half of at least two. */
    long middle() {
        return array[from + size() / 2 - 1];
    }

    /** With those of the older ones in front that are after a position. */
    Span behind(long[] older, long after) {
        int first = new Span(older, 0, older.length).indexAfter(after);
        long[] joined = Arrays.copyOfRange(older, first, older.length + size());
        System.arraycopy(array, from, joined, older.length - first, size());
        return new Span(joined, 0, joined.length);
    }

    /**
     * Without those through a position. Where that leaves little of the array, it is another one: not before three quarters are
     * unused, so that one which gets as many as it drops is not copied each time.
     */
    Span after(long position) {
        int first = indexAfter(position);
        if (first == to) {
            return EMPTY;
        }
        Span rest = new Span(array, first, to);
        return array.length > SMALLEST && rest.size() < array.length / 4 ? rest.copy(rest.grown()) : rest;
    }

    /** The last that is not after a position; 0 where none is. Most who ask have none. */
    long lastThrough(long position) {
        int first = from == to || array[from] > position ? from : indexAfter(position);
        return first == from ? 0 : array[first - 1];
    }

    private Span copy(int capacity) {
        long[] copy = new long[capacity];
        System.arraycopy(array, from, copy, 0, size());
        return new Span(copy, 0, size());
    }

    /** Where the first after a position is; {@code to} where none is. Most who ask stand near the end. */
    int indexAfter(long position) {
        if (from == to || array[to - 1] <= position) {
            return to;
        }
        int low = from;
        int high = to - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (array[middle] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** What it takes in the heap. */
    long heapBytes() {
        return Heap.array((long) Long.BYTES * array.length);
    }
}
