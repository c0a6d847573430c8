package dev.eventsource.broker.bench.floor;

import java.nio.ByteBuffer;

/**
 * Frames one after the other in a ring of direct memory. One thread appends, one reads. A reader must not fall behind by
 * the whole ring; the benchmark never lets it.
 */
final class FloorLog {
    private static final int BYTES = 64 << 20;
    private static final int FRAMES = 1 << 20;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    private final long[] ends = new long[FRAMES];
    private final Chunks chunks = new Chunks();
    private volatile long size;

    /** How many frames there are. */
    long size() {
        return size;
    }

    void append(byte[] frame) {
        long number = size;
        int at = offset(end(number));
        int fitting = Math.min(frame.length, BYTES - at);
        bytes.put(at, frame, 0, fitting);
        bytes.put(0, frame, fitting, frame.length - fitting);
        ends[(int) (number % FRAMES)] = end(number) + frame.length;
        size = number + 1;
    }

    /** The frames from one up to another, as one chunk of a body. The reader's thread alone calls it. */
    ByteBuffer[] chunk(long from, long to) {
        int at = offset(end(from));
        int length = (int) (end(to) - end(from));
        int fitting = Math.min(length, BYTES - at);
        return fitting == length
                ? chunks.frame(length, bytes.slice(at, length))
                : chunks.frame(length, bytes.slice(at, fitting), bytes.slice(0, length - fitting));
    }

    /** Where the frame before {@code number} ends. */
    private long end(long number) {
        return number == 0 ? 0 : ends[(int) ((number - 1) % FRAMES)];
    }

    private static int offset(long position) {
        return (int) (position % BYTES);
    }
}
