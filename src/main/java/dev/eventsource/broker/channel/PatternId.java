package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;

/**
 * Which channels a pattern is for: those of one user that it matches, and those of everyone, which are every user's.
 *
 * @param user the key of the user whose channels they are
 */
public record PatternId(String user, ChannelPattern pattern) {
    /** Whether the channel is one of these. */
    boolean matches(ChannelId channel) {
        return (channel.user() == null || channel.user().equals(user)) && pattern.matches(channel.name());
    }
}
