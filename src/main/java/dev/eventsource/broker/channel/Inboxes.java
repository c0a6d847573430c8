package dev.eventsource.broker.channel;

import java.util.List;
import java.util.function.Consumer;

/**
 * Where the writers take channels in that they are to serve, each its own part of the sinks. Set once, when the broker
 * starts; the thread that appends puts channels in.
 */
final class Inboxes {
    private static final int MOST = Long.SIZE;

    private volatile List<Consumer<Channel>> all = List.of();

    void set(List<Consumer<Channel>> ofWriters) {
        if (ofWriters.size() > MOST) {
            throw new IllegalArgumentException("at most %d writers".formatted(MOST));
        }
        all = List.copyOf(ofWriters);
    }

    /** Puts a channel with something new to read in for every writer that has sinks there, and had cleaned it. */
    void put(Channel channel) {
        List<Consumer<Channel>> inboxes = all;
        long clean = inboxes.isEmpty() ? 0 : channel.soil();
        for (int writer = 0; clean != 0; writer++, clean >>>= 1) {
            if ((clean & 1) != 0) {
                inboxes.get(writer).accept(channel);
            }
        }
    }
}
