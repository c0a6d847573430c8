package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sinks of a channel or a pattern that has any: those of each writer for itself, and which writers have yet to serve
 * theirs.
 *
 * <p>The holder of the channel's entry in the {@link Directory}, or for a pattern of {@link Channels}' lock, alone adds and
 * removes, and so writes {@code byWriter}; any thread reads it. The bits of {@code dirty} are set and cleared by any thread.
 */
public final class Sinks {
    private final AtomicLong dirty = new AtomicLong();
    private volatile List<Set<LogReader>> byWriter = List.of();

    /** False where it is there already. */
    boolean add(int writer, LogReader sink) {
        List<Set<LogReader>> sets = new ArrayList<>(byWriter);
        while (sets.size() <= writer) {
            sets.add(ConcurrentHashMap.newKeySet());
        }
        boolean added = sets.get(writer).add(sink);
        byWriter = List.copyOf(sets);
        return added;
    }

    /** False where it is not there. */
    boolean remove(LogReader sink) {
        boolean removed = false;
        for (Set<LogReader> sinks : byWriter) {
            removed |= sinks.remove(sink);
        }
        return removed;
    }

    boolean isEmpty() {
        return byWriter.stream().allMatch(Set::isEmpty);
    }

    /** One writer's; safe to go through while others come and go. */
    public Set<LogReader> of(int writer) {
        List<Set<LogReader>> sets = byWriter;
        return writer < sets.size() ? sets.get(writer) : Set.of();
    }

    List<LogReader> all() {
        return byWriter.stream().flatMap(Set::stream).toList();
    }

    /** Notes for each writer that has sinks that there is something to read; a bit for each that had served all. */
    long soil() {
        long writers = 0;
        List<Set<LogReader>> sets = byWriter;
        for (int writer = 0; writer < sets.size(); writer++) {
            writers |= sets.get(writer).isEmpty() ? 0 : 1L << writer;
        }
        long all = writers;
        return (dirty.get() & all) == all ? 0 : all & ~dirty.getAndUpdate(bits -> bits | all);
    }

    /** Called by a writer before it serves its part, so that what comes in meanwhile is noted anew. */
    public void clean(int writer) {
        dirty.getAndUpdate(bits -> bits & ~(1L << writer));
    }
}
