package dev.eventsource.broker.user;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to be told of.
 *
 * @param presenceEvents whether channels are told who joins and leaves
 * @param webhook where to post that a channel is occupied or vacated; null: nowhere
 * @param secret what such posts are signed with
 */
public record Notices(boolean presenceEvents, @Nullable URI webhook, String secret) {
    private static final Logger LOG = System.getLogger(Notices.class.getName());

    static final Notices NONE = new Notices(false, null, "");

    /** What a user's document asks for; a webhook that cannot be posted to is logged and counts as none. */
    static Notices of(User user) {
        Optional<URI> webhook = Optional.ofNullable(user.webhook()).flatMap(WebhookAddress::parse);
        if (user.webhook() != null && webhook.isEmpty()) {
            LOG.log(Level.WARNING, "The webhook of user ''{0}'' is not " + WebhookAddress.ALLOWED, user.key());
        }
        return new Notices(user.presenceEvents(), webhook.orElse(null), user.secret());
    }

    /** Whether nothing is wanted. */
    public boolean isEmpty() {
        return !presenceEvents && webhook == null;
    }

    @Override
    public String toString() {
        return "Notices[" + presenceEvents + " " + (webhook != null) + "]";
    }
}
