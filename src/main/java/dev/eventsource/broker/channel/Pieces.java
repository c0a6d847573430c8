package dev.eventsource.broker.channel;

import java.util.Arrays;

/**
 * The bytes of a segment, in arrays of 32 KiB that are never moved; the last is as long as is left. A reader takes no more
 * than lies in one array, so what a server holds for a connection is bounded whatever the length of an event; and no array
 * is so large that the collector gives it regions of its own (G1: half of a region, 512 KiB at least), in which a frame of
 * 1 MiB would take twice its length.
 */
final class Pieces {
    static final int LENGTH = 32 << 10;

    private final byte[][] arrays;

    Pieces(int capacity) {
        arrays = new byte[(capacity + LENGTH - 1) / LENGTH][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new byte[Math.min(LENGTH, capacity - i * LENGTH)];
        }
    }

    int capacity() {
        return (arrays.length - 1) * LENGTH + arrays[arrays.length - 1].length;
    }

    void put(int start, byte[] frame) {
        for (int done = 0, at = start; done < frame.length; at = start + done) {
            byte[] array = arrays[at / LENGTH];
            int length = Math.min(frame.length - done, array.length - at % LENGTH);
            System.arraycopy(frame, done, array, at % LENGTH, length);
            done += length;
        }
    }

    /** Where what begins at {@code start} and ends before {@code end} must be cut off, to lie in one array; else the end. */
    int cut(int start, int end) {
        return Math.min(end, (start / LENGTH + 1) * LENGTH);
    }

    /** What lies between two places in one array. */
    Run run(int start, int end, int events, long last, long arrived) {
        return new Run(arrays[start / LENGTH], start % LENGTH, end - start, events, last, arrived);
    }

    /** A copy of what begins at {@code start}, which may lie in several arrays. */
    byte[] copy(int start, int length) {
        byte[] copy = new byte[length];
        for (int done = 0; done < length; ) {
            int end = cut(start + done, start + length);
            byte[] array = arrays[(start + done) / LENGTH];
            System.arraycopy(array, (start + done) % LENGTH, copy, done, end - start - done);
            done = end - start;
        }
        return copy;
    }

    /** Whether these bytes lie at {@code start}; they must not be more than may lie in one array. */
    boolean has(int start, int end, byte[] bytes) {
        int from = start % LENGTH;
        return end - start >= bytes.length
                && Arrays.equals(arrays[start / LENGTH], from, from + bytes.length, bytes, 0, bytes.length);
    }

    /** What this takes in the heap. */
    long heapBytes() {
        long last = arrays[arrays.length - 1].length;
        return Heap.object(Heap.REFERENCE)
                + Heap.array((long) Heap.REFERENCE * arrays.length)
                + (arrays.length - 1) * Heap.array(LENGTH)
                + Heap.array(last);
    }
}
