package dev.eventsource.broker.channel;

import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The event sinks of a channel that has any: those of each reader for itself, and which readers have yet to serve theirs.
 *
 * <p>The holder of the channel's entry in {@link Channels} alone adds and removes, and so writes {@code byReader}; any
 * thread reads it. The bits of {@code dirty} are set and cleared by any thread.
 */
final class Sinks {
    private final AtomicLong dirty = new AtomicLong();
    private volatile List<Set<SseEventSink>> byReader = List.of();

    void add(int reader, SseEventSink sink) {
        List<Set<SseEventSink>> sets = new ArrayList<>(byReader);
        while (sets.size() <= reader) {
            sets.add(ConcurrentHashMap.newKeySet());
        }
        sets.get(reader).add(sink);
        byReader = List.copyOf(sets);
    }

    void remove(SseEventSink sink) {
        byReader.forEach(sinks -> sinks.remove(sink));
    }

    boolean isEmpty() {
        return byReader.stream().allMatch(Set::isEmpty);
    }

    /** One reader's; safe to go through while others come and go. */
    Set<SseEventSink> of(int reader) {
        List<Set<SseEventSink>> sets = byReader;
        return reader < sets.size() ? sets.get(reader) : Set.of();
    }

    List<SseEventSink> all() {
        return byReader.stream().flatMap(Set::stream).toList();
    }

    /** Notes for each reader that has sinks that there is something to read; a bit for each that had read everything. */
    long soil() {
        long readers = 0;
        List<Set<SseEventSink>> sets = byReader;
        for (int reader = 0; reader < sets.size(); reader++) {
            readers |= sets.get(reader).isEmpty() ? 0 : 1L << reader;
        }
        long all = readers;
        return (dirty.get() & all) == all ? 0 : all & ~dirty.getAndUpdate(bits -> bits | all);
    }

    void clean(int reader) {
        dirty.getAndUpdate(bits -> bits & ~(1L << reader));
    }
}
