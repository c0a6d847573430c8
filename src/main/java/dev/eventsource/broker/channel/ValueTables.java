package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of last values: by their channels, which each event asks for, and in order, so that whoever wants a user's goes through no
 * other user's. Written by one thread at a time; any thread reads.
 */
final class ValueTables {
    /** Everyone's come first. */
    private static final Comparator<ChannelId> IN_ORDER = Comparator.comparing(
                    ChannelId::user, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(ChannelId::name);

    /** What a table takes in both, a node of each. */
    static final long HEAP_BYTES = 2 * Heap.object(3 * Heap.REFERENCE);

    private final Map<ChannelId, LastValueTable> byChannel = new ConcurrentHashMap<>();
    private final NavigableMap<ChannelId, LastValueTable> inOrder = new ConcurrentSkipListMap<>(IN_ORDER);

    @Nullable
    LastValueTable get(ChannelId channel) {
        return byChannel.get(channel);
    }

    void add(LastValueTable table) {
        byChannel.put(table.channel(), table);
        inOrder.put(table.channel(), table);
    }

    void remove(ChannelId channel) {
        byChannel.remove(channel);
        inOrder.remove(channel);
    }

    /** All of them. */
    Stream<LastValueTable> all() {
        return inOrder.values().stream();
    }

    /**
     * Those of one user's channels, by their names.
     *
     * @param user null: everyone's
     */
    Stream<LastValueTable> of(@Nullable String user) {
        // No name is empty, so this is before all of them.
        return inOrder.tailMap(new ChannelId(user, ""), false).values().stream()
                .takeWhile(table -> Objects.equals(table.channel().user(), user));
    }
}
