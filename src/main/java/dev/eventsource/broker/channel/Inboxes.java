package dev.eventsource.broker.channel;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the writers take in the sinks that they are to serve, each its own part of them. Set once, when the broker starts;
 * the thread that appends puts them in.
 */
final class Inboxes {
    private static final int MOST = Long.SIZE;

    private volatile List<Consumer<Sinks>> all = List.of();

    void set(List<Consumer<Sinks>> ofWriters) {
        if (ofWriters.size() > MOST) {
            throw new IllegalArgumentException("at most %d writers".formatted(MOST));
        }
        all = List.copyOf(ofWriters);
    }

    /** Puts sinks with something new to read in for every writer that has some of them, and had cleaned them. */
    void put(@Nullable Sinks sinks) {
        List<Consumer<Sinks>> inboxes = all;
        long clean = sinks == null || inboxes.isEmpty() ? 0 : sinks.soil();
        for (int writer = 0; clean != 0; writer++, clean >>>= 1) {
            if ((clean & 1) != 0) {
                inboxes.get(writer).accept(sinks);
            }
        }
    }
}
