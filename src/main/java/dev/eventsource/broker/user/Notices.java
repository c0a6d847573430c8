package dev.eventsource.broker.user;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to be told of.
 *
 * @param presenceEvents whether channels are told who joins and leaves
 * @param webhook where to post that a channel is occupied or vacated; null: nowhere
 * @param secret what such posts are signed with
 */
public record Notices(boolean presenceEvents, @Nullable URI webhook, String secret) {
    static final Notices NONE = new Notices(false, null, "");

    /** Whether nothing is wanted. */
    public boolean isEmpty() {
        return !presenceEvents && webhook == null;
    }

    @Override
    public String toString() {
        return "Notices[" + presenceEvents + " " + (webhook != null) + "]";
    }
}
