package dev.eventsource.broker.channel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a channel's log: frames side by side in one array that is never moved, and a mark for each.
 *
 * <p>One thread appends (the holder of {@link Channels}' lock), any thread reads. {@code count} is written last and read
 * first, so a reader sees the bytes and the marks of every event that it counts. Marks and senders may be replaced by
 * larger copies; both are volatile, so a reader finds either copy complete.
 */
final class Segment {
    /** What a segment takes in the heap beside its bytes, about, in bytes. */
    static final int OVERHEAD = 200;

    private static final int MARK = 3;
    private static final int END = 0;
    private static final int OFFSET = 1;
    private static final int ID_HASH = 2;

    private final byte[] bytes;
    private final long base;
    private final long startedMillis;
    private volatile int[] marks = new int[MARK];
    private volatile @Nullable String @Nullable [] senders;
    private volatile long newestMillis;
    private volatile int count;

    Segment(int capacity, long firstPosition, long nowMillis) {
        this.bytes = new byte[capacity];
        this.base = firstPosition;
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

    long last() {
        return position(count - 1);
    }

    boolean fits(LoggedEvent event) {
        return bytes.length - end(count - 1) >= event.frame().length && event.position() - base <= Integer.MAX_VALUE;
    }

    void append(LoggedEvent event, long nowMillis) {
        int n = count;
        int start = end(n - 1);
        byte[] frame = event.frame();
        System.arraycopy(frame, 0, bytes, start, frame.length);
        mark(n, start + frame.length, event);
        rememberSender(n, event.sender());
        newestMillis = nowMillis;
        count = n + 1;
    }

    private void mark(int n, int end, LoggedEvent event) {
        int[] current = marks;
        int[] target = current.length > n * MARK ? current : Arrays.copyOf(current, Math.max(8, n * 2) * MARK);
        target[n * MARK + END] = end;
        target[n * MARK + OFFSET] = (int) (event.position() - base);
        target[n * MARK + ID_HASH] = event.id().hashCode();
        marks = target;
    }

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

    /** The frames after {@code after} up to {@code upTo}, as far as they lie side by side; null where there are none. */
    @Nullable
    Run read(long after, long upTo, String socket) {
        int n = count;
        int from = firstAfter(after, n);
        int to = firstAfter(upTo, n);
        if (from >= to) {
            return null;
        }
        int own = from;
        while (own < to && isFrom(socket, own)) {
            own++;
        }
        if (own > from) {
            return new Run(bytes, end(from - 1), 0, position(own - 1));
        }
        int foreign = from + 1;
        while (foreign < to && !isFrom(socket, foreign)) {
            foreign++;
        }
        return new Run(bytes, end(from - 1), end(foreign - 1) - end(from - 1), position(foreign - 1));
    }

    /** The position of the first event after {@code after}; {@link Long#MAX_VALUE} where there is none. */
    long firstPositionAfter(long after) {
        int n = count;
        int first = firstAfter(after, n);
        return first == n ? Long.MAX_VALUE : position(first);
    }

    /** How many events between the two positions are not from {@code socket}. */
    int count(long after, long upTo, String socket) {
        int n = count;
        int events = 0;
        for (int i = firstAfter(after, n); i < n && position(i) <= upTo; i++) {
            events += isFrom(socket, i) ? 0 : 1;
        }
        return events;
    }

    /** The latest position of an event with this id; -1 where there is none. */
    long positionOf(String id) {
        byte[] line = ("id: " + id + "\n").getBytes(StandardCharsets.UTF_8);
        int n = count;
        int[] current = marks;
        for (int i = n - 1; i >= 0; i--) {
            if (current[i * MARK + ID_HASH] == id.hashCode() && startsWith(line, end(i - 1), end(i))) {
                return position(i);
            }
        }
        return -1;
    }

    private boolean startsWith(byte[] line, int from, int to) {
        return to - from >= line.length && Arrays.equals(bytes, from, from + line.length, line, 0, line.length);
    }

    private boolean isFrom(String socket, int i) {
        @Nullable String[] current = senders;
        return current != null && i < current.length && socket.equals(current[i]);
    }

    /** Index of the first of {@code n} events whose position is greater than {@code position}; {@code n} where none is. */
    private int firstAfter(long position, int n) {
        int[] current = marks;
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (base + current[middle * MARK + OFFSET] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int end(int i) {
        return i < 0 ? 0 : marks[i * MARK + END];
    }

    private long position(int i) {
        return base + marks[i * MARK + OFFSET];
    }
}
