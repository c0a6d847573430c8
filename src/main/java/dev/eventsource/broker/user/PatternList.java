package dev.eventsource.broker.user;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Lists of channels and patterns that a user's document has. Stateless. */
final class PatternList {
    /** Each is tried for each channel that somebody asks for or publishes to. */
    static final int MOST = 100;

    private PatternList() {}

    /**
     * Those that an operator's call names, each once; an empty text names none.
     *
     * @param kind what the channels are, for whoever names too many
     * @throws IllegalArgumentException where one is no pattern, or there are too many; the message says what to change
     */
    static List<ChannelPattern> parse(String kind, List<String> texts) {
        List<ChannelPattern> patterns = texts.stream()
                .filter(text -> !text.isEmpty())
                .map(ChannelPattern::parse)
                .toList();
        if (patterns.size() > MOST) {
            throw new IllegalArgumentException("a user has at most %d %s channels and patterns".formatted(MOST, kind));
        }
        return List.copyOf(new LinkedHashSet<>(patterns));
    }

    /** Those of a document, which people write too: what is no pattern, or one too many, counts for nothing. */
    static List<ChannelPattern> read(List<?> values) {
        return values.stream()
                .limit(MOST)
                .flatMap(value -> pattern(value).stream())
                .distinct()
                .toList();
    }

    private static Optional<ChannelPattern> pattern(Object value) {
        try {
            return value instanceof String text ? Optional.of(ChannelPattern.parse(text)) : Optional.empty();
        } catch (IllegalArgumentException noPattern) {
            return Optional.empty();
        }
    }
}
