package dev.eventsource.broker.roster;

import dev.eventsource.broker.http.WellKnown;
import dev.eventsource.broker.url.HubUrl;
import org.jspecify.annotations.Nullable;

/**
 * What somebody subscribes to, by one of the drafts.
 *
 * @param root the path below which subscriptions have theirs
 * @param matchType how draft 08 names the kind of the selector; null: it is one of draft 07
 * @param selector what selects topics
 * @param payload what the subscriber's token says of it, as JSON, of {@link Subscriber#LONGEST_PAYLOAD} characters at most; null:
 *     nothing
 */
public record Interest(
        String root,
        @Nullable String matchType,
        String selector,
        @Nullable String payload) {
    private static final int OWN_WEIGHT = 112;

    /** One of draft 07. */
    public static Interest ofTopic(String selector, @Nullable String payload) {
        return new Interest(WellKnown.MERCURE_SUBSCRIPTIONS, null, selector, payload);
    }

    /** One of draft 08. */
    public static Interest ofMatcher(HubUrl hub, String matchType, String selector, @Nullable String payload) {
        return new Interest(hub.subscriptionsPath(), matchType, selector, payload);
    }

    /** Whether it is one of draft 08. */
    public boolean isMatcher() {
        return matchType != null;
    }

    /** Whether another is in the same, whatever is said of it. */
    public boolean isLike(Interest other) {
        return key().equals(other.key());
    }

    /** By what it is told from others: no type has a blank, and no selector of draft 07 a NUL. */
    String key() {
        return matchType == null ? selector : "\0" + matchType + " " + selector;
    }

    /** The path of all subscriptions to it. */
    public String path() {
        String parent = matchType == null ? root : root + "/" + matchType;
        return parent + "/" + SubscriptionPath.expand(selector);
    }

    /** The path of a subscriber's, which is its id and the topic of what tells of it. */
    public String path(String subscriber) {
        return path() + "/" + SubscriptionPath.expand(subscriber);
    }

    /** How many bytes of heap it takes, or more, but for what is said of it. */
    long weight() {
        return OWN_WEIGHT + 2L * selector.length();
    }
}
