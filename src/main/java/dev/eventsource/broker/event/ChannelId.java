package dev.eventsource.broker.event;

import org.jspecify.annotations.Nullable;

/**
 * Which channel an event belongs to.
 *
 * @param user the key of the user whose channel it is; null for the channel of that name of every user
 * @param name 1 to 255 characters
 */
public record ChannelId(@Nullable String user, String name) {
    /** The channel of this name of every user. */
    public ChannelId ofEveryone() {
        return new ChannelId(null, name);
    }
}
