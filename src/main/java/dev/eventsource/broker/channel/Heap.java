package dev.eventsource.broker.channel;

/**
 * What objects take in the heap, in bytes, as HotSpot lays them out on 64 bits with references of four: a header, the
 * fields, and filled up to a multiple of eight. Beyond 32 GB of heap, references take eight, and the sums are too small.
 */
final class Heap {
    /** A reference to an object, beside what that takes itself. */
    static final int REFERENCE = 4;

    private static final int OBJECT_HEADER = 12;
    private static final int ARRAY_HEADER = 16;

    private Heap() {}

    /** An object whose fields take so much. */
    static long object(int fields) {
        return align(OBJECT_HEADER + fields);
    }

    /** An array whose elements take so much together. */
    static long array(long elements) {
        return align(ARRAY_HEADER + elements);
    }

    /** A string and its characters. */
    static long text(String text) {
        boolean isLatin1 = text.chars().allMatch(c -> c <= 0xff);
        return object(REFERENCE + Integer.BYTES + 2) + array((isLatin1 ? 1L : 2L) * text.length());
    }

    private static long align(long bytes) {
        return (bytes + 7) & -8;
    }
}
