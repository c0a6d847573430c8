package dev.eventsource.broker.user;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The channels of a user that anybody may read who shows nothing. Each stands as a pattern; one without wildcards is a channel by
 * its name. Never changes, so any thread may ask.
 *
 * @param patterns each once, 100 at most
 */
public record PublicChannels(List<ChannelPattern> patterns) {
    public static final PublicChannels NONE = new PublicChannels(List.of());

    /** Each is tried for each channel that somebody asks for. */
    static final int MOST = 100;

    public PublicChannels {
        patterns = List.copyOf(patterns);
    }

    /**
     * Those that an operator's call names; an empty text names none.
     *
     * @throws IllegalArgumentException where one is no pattern, or there are too many; the message says what to change
     */
    static PublicChannels parse(List<String> texts) {
        List<ChannelPattern> patterns = new ArrayList<>();
        texts.stream()
                .filter(text -> !text.isEmpty())
                .map(ChannelPattern::parse)
                .forEach(patterns::add);
        if (patterns.size() > MOST) {
            throw new IllegalArgumentException("a user has at most %d public channels and patterns".formatted(MOST));
        }
        return new PublicChannels(List.copyOf(new LinkedHashSet<>(patterns)));
    }

    /** Those of a document, which people write too: what is no pattern, or one too many, opens nothing. */
    static PublicChannels read(List<?> values) {
        return new PublicChannels(values.stream()
                .limit(MOST)
                .flatMap(value -> pattern(value).stream())
                .distinct()
                .toList());
    }

    private static Optional<ChannelPattern> pattern(Object value) {
        try {
            return value instanceof String text ? Optional.of(ChannelPattern.parse(text)) : Optional.empty();
        } catch (IllegalArgumentException noPattern) {
            return Optional.empty();
        }
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
