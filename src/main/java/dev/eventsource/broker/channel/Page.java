package dev.eventsource.broker.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some events of a pattern's log, side by side: where they stand in the order of all, in which channels' logs, and the hashes
 * of their ids.
 *
 * <p>The holder of the pattern's log's lock adds; any thread reads. {@code size} is written last and read first, so a reader
 * finds whatever it counts.
 */
final class Page {
    private static final int SMALLEST = 8;
    private static final int LARGEST = 512;

    /** What one event takes in the heap, beside the page. */
    static final int EVENT_BYTES = Long.BYTES + Integer.BYTES + Heap.REFERENCE;

    private final long[] positions;
    private final ChannelLog[] logs;
    private final int[] idHashes;
    private volatile int size;

    private Page(int capacity) {
        this.positions = new long[capacity];
        this.logs = new ChannelLog[capacity];
        this.idHashes = new int[capacity];
    }

    /** An empty page, larger than the one before it, for most patterns have few events; null: a small one. */
    static Page after(@Nullable Page before) {
        return new Page(before == null ? SMALLEST : Math.min(LARGEST, 2 * before.positions.length));
    }

    /** Full pages of these, which are in order. */
    static Page[] of(List<OlderEvents.Older> events) {
        Page[] pages = new Page[(events.size() + LARGEST - 1) / LARGEST];
        for (int i = 0; i < pages.length; i++) {
            List<OlderEvents.Older> its = events.subList(i * LARGEST, Math.min(events.size(), (i + 1) * LARGEST));
            Page page = new Page(its.size());
            its.forEach(event -> page.add(event.position(), event.log(), event.idHash()));
            pages[i] = page;
        }
        return pages;
    }

    boolean isFull() {
        return size == positions.length;
    }

    void add(long position, ChannelLog log, int idHash) {
        int n = size;
        positions[n] = position;
        logs[n] = log;
        idHashes[n] = idHash;
        size = n + 1;
    }

    /** How many events it has: one at least, once it is to be read. */
    int size() {
        return size;
    }

    long position(int i) {
        return positions[i];
    }

    ChannelLog log(int i) {
        return logs[i];
    }

    /** The position of the last event. */
    long last() {
        return positions[size - 1];
    }

    /** Which is the first event after a position; there has to be one. */
    int firstAfter(long position) {
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (positions[middle] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The latest position after {@code after} of an event with this id; -1 where there is none. */
    long positionOf(String id, long after) {
        int hash = id.hashCode();
        for (int i = size - 1; i >= 0 && positions[i] > after; i--) {
            if (idHashes[i] == hash && logs[i].hasId(positions[i], id)) {
                return positions[i];
            }
        }
        return -1;
    }

    /** What it takes in the heap. */
    long heapBytes() {
        return Heap.object(3 * Heap.REFERENCE + Integer.BYTES)
                + Heap.array((long) Long.BYTES * positions.length)
                + Heap.array((long) Integer.BYTES * idHashes.length)
                + Heap.array((long) Heap.REFERENCE * logs.length)
                + Heap.REFERENCE;
    }
}
