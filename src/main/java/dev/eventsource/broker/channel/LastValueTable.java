package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last values of one channel, by their keys. Written by the holder of {@link Channels}' lock; any thread reads.
 *
 * <p>{@code plain} is the position of the channel's last event that was no key's, or was not retained: from before it, the values
 * do not say all that came since.
 */
final class LastValueTable {
    private static final long OBJECTS = 4 * Heap.object(4 * Heap.REFERENCE + Long.BYTES) + ValueTables.HEAP_BYTES;

    private final ChannelId channel;
    private final ConcurrentSkipListMap<String, LastValue> values = new ConcurrentSkipListMap<>();
    private volatile long plain;
    private volatile long forgotten;

    LastValueTable(ChannelId channel, long plain) {
        this.channel = channel;
        this.plain = plain;
    }

    ChannelId channel() {
        return channel;
    }

    /** What it takes in the heap beside its values. */
    static long heapBytes(ChannelId channel) {
        String user = channel.user();
        return OBJECTS + Heap.text(channel.name()) + (user == null ? 0 : Heap.text(user));
    }

    @Nullable
    LastValue get(String key) {
        return values.get(key);
    }

    /** The channel's own; null where there is none. */
    @Nullable
    LastValue own() {
        return values.get("");
    }

    /** The first of a key behind another, in the order of UTF-16; null where there is none. */
    @Nullable
    LastValue keyAfter(String key) {
        Map.Entry<String, LastValue> next = values.higherEntry(key);
        return next == null ? null : next.getValue();
    }

    /** All of them. */
    Stream<LastValue> values() {
        return values.values().stream();
    }

    void put(LastValue value) {
        values.put(value.key(), value);
    }

    void remove(LastValue value) {
        values.remove(value.key(), value);
    }

    void notePlain(long position) {
        plain = Math.max(plain, position);
    }

    /** Whether the values that came in after a position are all that the channel had since, but for those that they took the place of. */
    boolean saysAllAfter(long position) {
        return plain <= position && !hasForgottenAfter(position);
    }

    /** What was cleared at a position is not known any more. */
    void noteForgotten(long position) {
        forgotten = Math.max(forgotten, position);
    }

    /** Whether anything that was cleared after a position is not known any more. */
    boolean hasForgottenAfter(long position) {
        return forgotten > position;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }
}
