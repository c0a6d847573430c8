package dev.eventsource.broker.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a channel's log: frames side by side in one array of at most 32 KiB, or one longer frame in several, and an
 * index of them.
 *
 * <p>One thread appends (the holder of {@link Channels}' lock), any thread reads. {@code count} is written last and read
 * first, so a reader sees the bytes, the entries and the senders of every event that it counts. {@code closed} and {@code
 * countedBytes} are that thread's alone.
 */
final class Segment {
    private static final byte[] NOTHING = {};

    /** This object, and its entries in its log and among all that are held. */
    private static final long OBJECTS = Heap.object(3 * Heap.REFERENCE + 3 * Long.BYTES + Integer.BYTES + 1)
            + Heap.object(2 * Heap.REFERENCE)
            + 3 * Heap.REFERENCE;

    private final Pieces pieces;
    private final FrameIndex frames;
    private final long startedMillis;
    private volatile @Nullable Senders senders;
    private volatile long newestMillis;
    private volatile int count;
    private boolean closed;
    private long countedBytes;

    Segment(int capacity, LoggedEvent first, long nowMillis) {
        this.pieces = new Pieces(capacity);
        this.frames = new FrameIndex(first);
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
        Senders current = senders;
        long before = countedBytes;
        countedBytes = OBJECTS + pieces.heapBytes() + frames.heapBytes() + (current == null ? 0 : current.heapBytes());
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
        return frames.position(count - 1);
    }

    /** Takes no more events from now on; false where it did not before. Called by the holder of the lock. */
    boolean close() {
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }

    boolean fits(LoggedEvent event) {
        return !closed
                && pieces.capacity() - frames.end(count - 1) >= event.frame().length
                && frames.reaches(event.position());
    }

    void append(LoggedEvent event, long nowMillis) {
        int n = count;
        int start = frames.end(n - 1);
        byte[] frame = event.frame();
        pieces.put(start, frame);
        frames.set(n, start + frame.length, event);
        rememberSender(n, event.sender());
        newestMillis = nowMillis;
        count = n + 1;
    }

    /** Few events have a sender, so this exists only from the first that has one. */
    private void rememberSender(int n, @Nullable String sender) {
        if (sender != null) {
            Senders current = senders == null ? new Senders() : senders;
            current.set(n, sender);
            senders = current;
        }
    }

    /**
     * The frames after {@code after} up to {@code upTo}, as far as they lie side by side, or the next piece of the first;
     * null where there are none. Where {@code socket}'s own come first, a run without bytes that passes over them.
     */
    @Nullable
    Run read(long after, long upTo, int within, String socket) {
        int n = count;
        int from = frames.firstAfter(after, n);
        int end = frames.firstAfter(upTo, n);
        if (from >= end) {
            return null;
        }
        boolean own = isFrom(socket, from);
        int to = from + 1;
        while (to < end && isFrom(socket, to) == own) {
            to++;
        }
        long last = frames.position(to - 1);
        return own ? new Run(NOTHING, 0, 0, 0, last, frames.arrived(from)) : read(from, to, within, after, last);
    }

    /**
     * Events side by side; of a frame that stands in several arrays, what is in the next of them. Null where the first is
     * not the one that was begun, whose segment has been dropped meanwhile.
     */
    private @Nullable Run read(int from, int to, int within, long after, long last) {
        int start = frames.end(from - 1) + within;
        int end = frames.end(to - 1);
        if (start >= frames.end(from)) {
            return null;
        }
        int cut = pieces.cut(start, end);
        long arrived = frames.arrived(from);
        return cut == end
                ? pieces.run(start, end, to - from, last, arrived)
                : pieces.run(start, cut, 0, after, arrived);
    }

    /** The position of the first event after {@code after}; {@link Long#MAX_VALUE} where there is none. */
    long firstPositionAfter(long after) {
        int n = count;
        int first = frames.firstAfter(after, n);
        return first == n ? Long.MAX_VALUE : frames.position(first);
    }

    /** How many events there are between the two positions. */
    int count(long after, long upTo) {
        int n = count;
        return Math.max(0, frames.firstAfter(upTo, n) - frames.firstAfter(after, n));
    }

    /** How many events between the two positions are not from {@code socket}. */
    int count(long after, long upTo, String socket) {
        int n = count;
        int end = frames.firstAfter(upTo, n);
        int events = 0;
        for (int i = frames.firstAfter(after, n); i < end; i++) {
            events += isFrom(socket, i) ? 0 : 1;
        }
        return events;
    }

    /** The latest position after {@code after} of an event with this id; -1 where there is none. */
    long positionOf(String id, long after) {
        byte[] line = idLine(id);
        int hash = id.hashCode();
        for (int i = count - 1; i >= 0 && frames.position(i) > after; i--) {
            if (frames.idHash(i) == hash && hasLine(i, line)) {
                return frames.position(i);
            }
        }
        return -1;
    }

    /** Tells of the positions after {@code after} of the events with this id, the latest first. */
    void forEachOf(String id, long after, LongConsumer task) {
        byte[] line = idLine(id);
        int hash = id.hashCode();
        for (int i = count - 1; i >= 0 && frames.position(i) > after; i--) {
            if (frames.idHash(i) == hash && hasLine(i, line)) {
                task.accept(frames.position(i));
            }
        }
    }

    private static byte[] idLine(String id) {
        return ("id: " + id + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private boolean hasLine(int i, byte[] line) {
        return pieces.has(frames.end(i - 1), frames.end(i), line);
    }

    /** Whether there is an event at a position with this id. */
    boolean hasId(long position, String id) {
        int n = count;
        int i = frames.firstAfter(position - 1, n);
        return i < n && frames.position(i) == position && hasLine(i, idLine(id));
    }

    void forEach(long after, long upTo, ChannelLog.EventTaker taker) {
        int n = count;
        int end = frames.firstAfter(upTo, n);
        for (int i = frames.firstAfter(after, n); i < end; i++) {
            taker.take(frames.position(i), frames.idHash(i));
        }
    }

    /** The newest events, newest first; of each as much as {@code longest} says. */
    List<HeldEvent> newest(int most, int longest) {
        int n = count;
        long now = System.nanoTime();
        List<HeldEvent> newest = new ArrayList<>();
        for (int i = n - 1; i >= Math.max(0, n - most); i--) {
            int start = frames.end(i - 1);
            int length = frames.end(i) - start;
            byte[] beginning = pieces.copy(start, Math.min(length, longest));
            newest.add(new HeldEvent(beginning, length, now - frames.arrived(i)));
        }
        return newest;
    }

    private boolean isFrom(String socket, int i) {
        Senders current = senders;
        return current != null && current.isFrom(socket, i);
    }
}
