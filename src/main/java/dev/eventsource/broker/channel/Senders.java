package dev.eventsource.broker.channel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that some events of a segment came from, which do not get them back. Written by the one thread that appends,
 * which publishes the number of events afterwards; read by any.
 */
final class Senders {
    private static final int SMALLEST_GROWTH = 8;

    private volatile @Nullable String[] sockets = {};
    private long textBytes;

    /** Notes who sent event {@code n}; of those in between, nobody did. */
    void set(int n, String socket) {
        @Nullable String[] current = sockets;
        @Nullable
        String[] target =
                current.length > n ? current : Arrays.copyOf(current, Math.max(SMALLEST_GROWTH, n + n / 2 + 1));
        target[n] = socket;
        textBytes += Heap.text(socket);
        sockets = target;
    }

    /** Whether event {@code i} is from this socket. */
    boolean isFrom(String socket, int i) {
        @Nullable String[] current = sockets;
        return i < current.length && socket.equals(current[i]);
    }

    /** What this takes in the heap. */
    long heapBytes() {
        return Heap.object(Heap.REFERENCE + Long.BYTES)
                + Heap.array((long) Heap.REFERENCE * sockets.length)
                + textBytes;
    }
}
