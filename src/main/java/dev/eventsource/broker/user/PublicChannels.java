package dev.eventsource.broker.user;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.List;

/**
 * The channels of a user that anybody may read who shows nothing. Each stands as a pattern; one without wildcards is a channel by
 * its name. Never changes, so any thread may ask.
 *
 * @param patterns each once, 100 at most
 */
public record PublicChannels(List<ChannelPattern> patterns) {
    public static final PublicChannels NONE = new PublicChannels(List.of());

    static final int MOST = PatternList.MOST;

    public PublicChannels {
        patterns = List.copyOf(patterns);
    }

    /**
     * Those that an operator's call names; an empty text names none.
     *
     * @throws IllegalArgumentException where one is no pattern, or there are too many; the message says what to change
     */
    static PublicChannels parse(List<String> texts) {
        return new PublicChannels(PatternList.parse("public", texts));
    }

    /** Those of a document, which people write too: what is no pattern, or one too many, opens nothing. */
    static PublicChannels read(List<?> values) {
        return new PublicChannels(PatternList.read(values));
    }

    /** Whether the channel of this name is public. */
    public boolean have(String channel) {
        return ChannelPattern.anyMatches(patterns, channel);
    }

    /** Whether the channels of a pattern are, in these very words. */
    public boolean have(ChannelPattern pattern) {
        return patterns.contains(pattern);
    }

    /** Whether all of these are. */
    public boolean haveAll(List<String> channels, List<ChannelPattern> wanted) {
        return channels.stream().allMatch(this::have) && wanted.stream().allMatch(this::have);
    }
}
