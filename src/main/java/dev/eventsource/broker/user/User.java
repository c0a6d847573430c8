package dev.eventsource.broker.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user of the broker: the owner of channels.
 *
 * @param key the public name, unique
 * @param secret what the user proves to know; not empty
 * @param former the secret before this one; null: none
 * @param name what people call the user; null: nothing
 * @param disabled whether the user may do nothing for now
 * @param maxConnections how many streams of the user a node holds at most, from 0, where 0 is no limit; null: as the
 *     settings say
 * @param presenceEvents whether the user's channels are told who joins and leaves
 * @param webhook where to post that a channel is occupied or vacated, as it was written; null: nowhere
 * @param publicChannels what anybody may read
 * @param retainedChannels of which every event is the last value
 */
public record User(
        String key,
        String secret,
        @Nullable FormerSecret former,
        @Nullable String name,
        boolean disabled,
        @Nullable Integer maxConnections,
        boolean presenceEvents,
        @Nullable String webhook,
        PublicChannels publicChannels,
        RetainedChannels retainedChannels) {
    /** The former secret, while it is valid; null where there is none. */
    public @Nullable String formerSecret(Instant now) {
        return former != null && former.isValid(now) ? former.text() : null;
    }

    @Override
    public String toString() {
        return "User[" + key + "]";
    }
}
