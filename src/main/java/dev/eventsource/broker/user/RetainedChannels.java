package dev.eventsource.broker.user;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.List;

/**
 * The channels of a user whose every event that is published through the broker's calls is its channel's last value. Each stands as
 * a pattern; one without wildcards is a channel by its name. Never changes, so any thread may ask.
 *
 * @param patterns each once, 100 at most
 */
public record RetainedChannels(List<ChannelPattern> patterns) {
    public static final RetainedChannels NONE = new RetainedChannels(List.of());

    public RetainedChannels {
        patterns = List.copyOf(patterns);
    }

    /**
     * Those that an operator's call names; an empty text names none.
     *
     * @throws IllegalArgumentException where one is no pattern, or there are too many; the message says what to change
     */
    static RetainedChannels parse(List<String> texts) {
        return new RetainedChannels(PatternList.parse("retained", texts));
    }

    /** Those of a document, which people write too: what is no pattern, or one too many, retains nothing. */
    static RetainedChannels read(List<?> values) {
        return new RetainedChannels(PatternList.read(values));
    }

    /** Whether the channel of this name is retained. */
    public boolean have(String channel) {
        return ChannelPattern.anyMatches(patterns, channel);
    }
}
