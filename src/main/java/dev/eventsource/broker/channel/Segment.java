package dev.eventsource.broker.channel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a channel's log: frames side by side in one array of at most 32 KiB, or one longer frame in several, and a
 * mark for each.
 *
 * <p>One thread appends (the holder of {@link Channels}' lock), any thread reads. {@code count} is written last and read
 * first, so a reader sees the bytes, the marks and the senders of every event that it counts.
 */
final class Segment {
    private static final byte[] NOTHING = {};

    /** This object, and its entries in its log and among all that are held. */
    private static final long OBJECTS = Heap.object(4 * Heap.REFERENCE + 3 * Long.BYTES + 2 * Integer.BYTES + 1)
            + Heap.object(2 * Heap.REFERENCE)
            + 3 * Heap.REFERENCE;

    private final Pieces pieces;
    private final Marks marks;
    private final long startedMillis;
    private volatile @Nullable String @Nullable [] senders;
    private volatile long newestMillis;
    private volatile int count;
    private boolean closed;
    private int senderBytes;
    private long countedBytes;

    Segment(int capacity, long firstPosition, long nowMillis) {
        this.pieces = new Pieces(capacity);
        this.marks = new Marks(firstPosition);
        this.startedMillis = nowMillis;
        this.newestMillis = nowMillis;
    }

    int capacity() {
        return pieces.capacity();
    }

    /** What it takes in the heap, as counted last. */
    long countedBytes() {
        return countedBytes;
    }

    /** Counts what it takes in the heap; how much more that is than before. Called by the holder of the lock. */
    long count() {
        @Nullable String[] current = senders;
        long array = current == null ? 0 : Heap.array((long) Heap.REFERENCE * current.length);
        long before = countedBytes;
        countedBytes = OBJECTS + pieces.heapBytes() + marks.heapBytes() + array + senderBytes;
        return countedBytes - before;
    }

    long startedMillis() {
        return startedMillis;
    }

    long newestMillis() {
        return newestMillis;
    }

    /** How many events it has. */
    int size() {
        return count;
    }

    long last() {
        return marks.position(count - 1);
    }

    /** Takes no more events from now on; false where it did not before. Called by the holder of the lock. */
    boolean close() {
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }

    boolean fits(LoggedEvent event) {
        return !closed
                && pieces.capacity() - marks.end(count - 1) >= event.frame().length
                && marks.reaches(event.position());
    }

    void append(LoggedEvent event, long nowMillis) {
        int n = count;
        int start = marks.end(n - 1);
        byte[] frame = event.frame();
        pieces.put(start, frame);
        marks.set(n, start + frame.length, event);
        rememberSender(n, event.sender());
        newestMillis = nowMillis;
        count = n + 1;
    }

    /** Few events have a sender, so the array exists only from the first that has one. */
    private void rememberSender(int n, @Nullable String sender) {
        @Nullable String[] current = senders;
        if (sender == null && current == null) {
            return;
        }
        @Nullable String[] target = current == null ? new String[n + 1] : current;
        if (target.length <= n) {
            target = Arrays.copyOf(target, Math.max(8, n * 2));
        }
        target[n] = sender;
        senderBytes += sender == null ? 0 : (int) Heap.text(sender);
        senders = target;
    }

    /**
     * The frames after {@code after} up to {@code upTo}, as far as they lie side by side, or the next piece of the first;
     * null where there are none. Where {@code socket}'s own come first, a run without bytes that passes over them.
     */
    @Nullable
    Run read(long after, long upTo, int within, String socket) {
        int n = count;
        int from = marks.firstAfter(after, n);
        int end = marks.firstAfter(upTo, n);
        if (from >= end) {
            return null;
        }
        boolean own = isFrom(socket, from);
        int to = from + 1;
        while (to < end && isFrom(socket, to) == own) {
            to++;
        }
        long last = marks.position(to - 1);
        return own ? new Run(NOTHING, 0, 0, 0, last) : read(from, to, within, after, last);
    }

    /** Events side by side; of a frame that stands in several arrays, what is in the next of them. */
    private Run read(int from, int to, int within, long after, long last) {
        int start = marks.end(from - 1) + within;
        int end = marks.end(to - 1);
        int cut = pieces.cut(start, end);
        return cut == end ? pieces.run(start, end, to - from, last) : pieces.run(start, cut, 0, after);
    }

    /** The position of the first event after {@code after}; {@link Long#MAX_VALUE} where there is none. */
    long firstPositionAfter(long after) {
        int n = count;
        int first = marks.firstAfter(after, n);
        return first == n ? Long.MAX_VALUE : marks.position(first);
    }

    /** How many events between the two positions are not from {@code socket}. */
    int count(long after, long upTo, String socket) {
        int n = count;
        int end = marks.firstAfter(upTo, n);
        int events = 0;
        for (int i = marks.firstAfter(after, n); i < end; i++) {
            events += isFrom(socket, i) ? 0 : 1;
        }
        return events;
    }

    /** The latest position of an event with this id; -1 where there is none. */
    long positionOf(String id) {
        byte[] line = ("id: " + id + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = count - 1; i >= 0; i--) {
            if (marks.hasIdHash(i, id.hashCode()) && pieces.has(marks.end(i - 1), marks.end(i), line)) {
                return marks.position(i);
            }
        }
        return -1;
    }

    private boolean isFrom(String socket, int i) {
        @Nullable String[] current = senders;
        return current != null && i < current.length && socket.equals(current[i]);
    }
}
