package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of last values, within so many bytes of heap. What was cleared, and is stored so, gives way to what needs room.
 *
 * <p>Written under the lock of the {@link LastValues} that have it, and under its own; the tables, {@code values} and {@code
 * bytes} are read by any thread.
 */
final class HeldValues {
    /** What MongoDB takes in one document, with room for the rest of it. */
    private static final int LONGEST_FRAME = 12 << 20;

    private final ValueTables tables = new ValueTables();

    /** Those of the tables that were cleared, and are stored so, in that order. */
    private final Map<ValueName, LastValue> cleared = new LinkedHashMap<>();

    private final long maxBytes;
    private volatile long values;
    private volatile long bytes;

    HeldValues(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Nullable
    LastValue find(ValueName name) {
        LastValueTable table = tables.get(name.channel());
        return table == null ? null : table.get(name.key());
    }

    /** Something came at that place which a channel's values do not say. */
    void notePlain(ChannelId channel, long position) {
        LastValueTable table = tables.get(channel);
        if (table != null) {
            table.notePlain(position);
        }
    }

    /** Makes room, if it can. That there is no value any more may wait without. */
    boolean makeRoomFor(LastValue value) {
        if (isTooLong(value)) {
            return false;
        }
        while (!fits(value) && !cleared.isEmpty()) {
            forget(oldestCleared());
        }
        return value.isCleared() || fits(value);
    }

    private boolean isTooLong(LastValue value) {
        return !value.isCleared() && (value.frame().length > LONGEST_FRAME || value.heapBytes() > maxBytes);
    }

    /** Whether there is room. The one before is looked up each time: it may be what was forgotten to make some. */
    boolean fits(LastValue value) {
        LastValue before = find(value.name());
        long more = value.heapBytes() - (before == null ? 0 : before.heapBytes());
        long table = tables.get(value.channel()) == null ? LastValueTable.heapBytes(value.channel()) : 0;
        return bytes + more + table <= maxBytes;
    }

    /**
     * Puts a value into its channel's table, whose id of the channel it gets: one of its own would take room that is not counted.
     *
     * @param plain where something may have come last that a new table's values of keys do not say
     */
    synchronized LastValue set(LastValue value, long plain) {
        LastValue before = find(value.name());
        LastValueTable table = tables.get(value.channel());
        if (table == null) {
            table = new LastValueTable(value.channel(), value.isOfKey() ? plain : value.position());
            tables.add(table);
            bytes = bytes + LastValueTable.heapBytes(value.channel());
        }
        LastValue kept = value.of(table.channel());
        table.put(kept);
        cleared.remove(kept.name());
        count(kept, 1);
        if (before != null) {
            count(before, -1);
        }
        return kept;
    }

    private synchronized void count(LastValue value, int sign) {
        bytes = bytes + sign * value.heapBytes();
        values = values + (value.isCleared() ? 0 : sign);
    }

    synchronized void forget(LastValue value) {
        LastValueTable table = tables.get(value.channel());
        if (table != null && value.equals(table.get(value.key()))) {
            table.noteForgotten(value.position());
            table.remove(value);
            cleared.remove(value.name());
            count(value, -1);
            if (table.isEmpty()) {
                tables.remove(value.channel());
                bytes = bytes - LastValueTable.heapBytes(value.channel());
            }
        }
    }

    /** It is stored that there is no value: nothing needs to be known of it any more, but by readers that are slow. */
    void noteStored(LastValue value) {
        if (value.isCleared() && value.equals(find(value.name()))) {
            cleared.put(value.name(), value);
        }
    }

    /** Forgets what was cleared before that time, in microseconds of {@link LastValue#clock}, and is stored so. */
    void forgetClearedBefore(long clock) {
        while (!cleared.isEmpty() && oldestCleared().clock() < clock) {
            forget(oldestCleared());
        }
    }

    private LastValue oldestCleared() {
        return cleared.values().iterator().next();
    }

    /** How many that were cleared are still known for slow readers. */
    int clearedAndStored() {
        return cleared.size();
    }

    @Nullable
    LastValueTable table(ChannelId channel) {
        return tables.get(channel);
    }

    ValueTables tables() {
        return tables;
    }

    long values() {
        return values;
    }

    long bytes() {
        return bytes;
    }
}
