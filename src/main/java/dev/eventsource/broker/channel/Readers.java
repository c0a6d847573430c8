package dev.eventsource.broker.channel;

import java.util.List;
import java.util.function.Consumer;

/**
 * Who serves the sinks of the channels, each reader its own part of them. Set once, when the broker starts; told of
 * channels by the thread that appends.
 */
final class Readers {
    private static final int MOST = Long.SIZE;

    private volatile List<Consumer<Channel>> all = List.of();

    void set(List<Consumer<Channel>> readers) {
        if (readers.size() > MOST) {
            throw new IllegalArgumentException("at most %d readers".formatted(MOST));
        }
        all = List.copyOf(readers);
    }

    /** Tells every reader that has sinks there, and had cleaned the channel, of something new to read in it. */
    void tellOf(Channel channel) {
        List<Consumer<Channel>> readers = all;
        long clean = readers.isEmpty() ? 0 : channel.soil();
        for (int reader = 0; clean != 0; reader++, clean >>>= 1) {
            if ((clean & 1) != 0) {
                readers.get(reader).accept(channel);
            }
        }
    }
}
