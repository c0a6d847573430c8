package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.List;

/**
 * What a stream reads: channels by name, with those of everyone by the same names, and channels by pattern. What both have
 * it reads once.
 */
public record Subscription(List<ChannelId> channels, List<PatternId> patterns) {
    public Subscription {
        channels = List.copyOf(channels);
        patterns = List.copyOf(patterns);
    }

    /** One of channels by name alone. */
    public static Subscription of(List<ChannelId> channels) {
        return new Subscription(channels, List.of());
    }
}
