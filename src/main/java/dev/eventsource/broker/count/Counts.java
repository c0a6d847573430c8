package dev.eventsource.broker.count;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often each of a few things happened, all of them from 0. Any thread may add and read; the map never changes. */
public final class Counts<K extends Enum<K>> {
    private final Map<K, LongAdder> counts;

    public Counts(Class<K> kinds) {
        counts = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            counts.put(kind, new LongAdder());
        }
    }

    /** Counts one. */
    public void add(K kind) {
        counter(kind).increment();
    }

    /** How often it happened. */
    public long of(K kind) {
        return counter(kind).sum();
    }

    private LongAdder counter(K kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    /** The count of each, by its name as operators see it, such as {@code not-json}; in the order of the constants. */
    public Map<String, Long> byName() {
        Map<String, Long> byName = new LinkedHashMap<>();
        counts.forEach((kind, count) -> byName.put(name(kind), count.sum()));
        return byName;
    }

    private static String name(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
