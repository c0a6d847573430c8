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
        Span roomy = to < array.length ? this : copy(Math.max(SMALLEST, 2 * size()));
        roomy.array[roomy.to] = position;
        return new Span(roomy.array, roomy.from, roomy.to + 1);
    }

    /** With these in front. */
    Span behind(long[] older) {
        long[] joined = Arrays.copyOf(older, older.length + size());
        System.arraycopy(array, from, joined, older.length, size());
        return new Span(joined, 0, joined.length);
    }

    /** Without those through a position. */
    Span after(long position) {
        return new Span(array, indexAfter(position), to);
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
