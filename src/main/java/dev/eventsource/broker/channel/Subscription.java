package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream reads: channels by name, with those of everyone by the same names, and channels by pattern. What both have
 * it reads once. Or it reads updates of topics, and no channels.
 *
 * @param topics which updates; null: it is one of channels
 */
public record Subscription(
        List<ChannelId> channels,
        List<PatternId> patterns,
        @Nullable TopicFilter topics) {
    public Subscription {
        channels = List.copyOf(channels);
        patterns = List.copyOf(patterns);
    }

    /** One of channels. */
    public Subscription(List<ChannelId> channels, List<PatternId> patterns) {
        this(channels, patterns, null);
    }

    /** One of updates. */
    public static Subscription of(TopicFilter topics) {
        return new Subscription(List.of(), List.of(), topics);
    }

    /** One of channels by name alone. */
    public static Subscription of(List<ChannelId> channels) {
        return new Subscription(channels, List.of());
    }
}
