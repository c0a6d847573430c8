package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream reads: channels by name, with those of everyone by the same names, and channels by pattern. What both have
 * it reads once. Or it reads updates of topics, and no channels.
 *
 * @param patterns all of one user
 * @param topics which updates; null: it is one of channels
 * @param isAnybodys whether who reads shows nothing, since what is read is public
 */
public record Subscription(
        List<ChannelId> channels,
        List<PatternId> patterns,
        @Nullable TopicFilter topics,
        boolean isAnybodys) {
    public Subscription {
        channels = List.copyOf(channels);
        patterns = List.copyOf(patterns);
    }

    /** One of channels. */
    public Subscription(List<ChannelId> channels, List<PatternId> patterns) {
        this(channels, patterns, null, false);
    }

    /** One of updates. */
    public static Subscription of(TopicFilter topics) {
        return new Subscription(List.of(), List.of(), topics, false);
    }

    /** One of channels by name alone. */
    public static Subscription of(List<ChannelId> channels) {
        return new Subscription(channels, List.of());
    }

    /** One of channels and patterns of a user's. */
    public static Subscription of(String user, List<String> channels, List<ChannelPattern> patterns) {
        return new Subscription(
                channels.stream().map(name -> new ChannelId(user, name)).toList(),
                patterns.stream().map(pattern -> new PatternId(user, pattern)).toList());
    }

    /** The same for somebody who shows nothing. */
    public Subscription ofAnybody() {
        return new Subscription(channels, patterns, topics, true);
    }

    /** Whether it has neither patterns nor topics. */
    boolean isOfChannelsAlone() {
        return patterns.isEmpty() && topics == null;
    }

    /** How many words between two {@code #} its patterns may have, of which alike ones count once. */
    public int mostSearched() {
        return UserPatterns.mostSearched(isAnybodys);
    }

    /** Whether its patterns have more, so that there is no room for it, whatever other streams have. */
    public boolean isTooWide() {
        return PatternIndex.searched(patterns.stream().map(PatternId::pattern).toList()) > mostSearched();
    }
}
