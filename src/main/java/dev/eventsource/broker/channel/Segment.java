package dev.eventsource.broker.channel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a channel's log: frames side by side in one array that is never moved, and a mark for each.
 *
 * <p>One thread appends (the holder of {@link Channels}' lock), any thread reads. {@code count} is written last and read
 * first, so a reader sees the bytes, the marks and the senders of every event that it counts.
 */
final class Segment {
    /** What a segment takes in the heap beside its bytes, about, in bytes. */
    static final int OVERHEAD = 200;

    private final byte[] bytes;
    private final Marks marks;
    private final long startedMillis;
    private volatile @Nullable String @Nullable [] senders;
    private volatile long newestMillis;
    private volatile int count;
    private boolean closed;

    Segment(int capacity, long firstPosition, long nowMillis) {
        this.bytes = new byte[capacity];
        this.marks = new Marks(firstPosition);
        this.startedMillis = nowMillis;
        this.newestMillis = nowMillis;
    }

    int capacity() {
        return bytes.length;
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
                && bytes.length - marks.end(count - 1) >= event.frame().length
                && marks.reaches(event.position());
    }

    void append(LoggedEvent event, long nowMillis) {
        int n = count;
        int start = marks.end(n - 1);
        byte[] frame = event.frame();
        System.arraycopy(frame, 0, bytes, start, frame.length);
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
        senders = target;
    }

    /**
     * The frames after {@code after} up to {@code upTo}, as far as they lie side by side; null where there are none. Where
     * {@code socket}'s own come first, a run without bytes that passes over them.
     */
    @Nullable
    Run read(long after, long upTo, String socket) {
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
        int start = marks.end(from - 1);
        int length = own ? 0 : marks.end(to - 1) - start;
        return new Run(bytes, start, length, own ? 0 : to - from, marks.position(to - 1));
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
            if (marks.hasIdHash(i, id.hashCode()) && begins(i, line)) {
                return marks.position(i);
            }
        }
        return -1;
    }

    private boolean begins(int i, byte[] line) {
        int from = marks.end(i - 1);
        int to = marks.end(i);
        return to - from >= line.length && Arrays.equals(bytes, from, from + line.length, line, 0, line.length);
    }

    private boolean isFrom(String socket, int i) {
        @Nullable String[] current = senders;
        return current != null && i < current.length && socket.equals(current[i]);
    }
}
