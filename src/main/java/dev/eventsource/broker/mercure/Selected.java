package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.RequestPath;
import dev.eventsource.broker.http.WellKnown;
import dev.eventsource.broker.roster.SubscriptionPath;
import dev.eventsource.broker.topic.TopicSelector;
import jakarta.ws.rs.NotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions a path is of.
 *
 * @param topic the selector whose subscriptions they are; null: all
 * @param subscriber whose it is; null: anybody's
 */
record Selected(@Nullable String topic, @Nullable String subscriber) {
    /**
     * Reads a path as it was sent, where a slash within a topic is encoded and one between is not. A 404 problem where
     * there is nothing at it, and a 400 problem where it names no topic.
     */
    static Selected of(String path) {
        if (!path.startsWith(WellKnown.MERCURE_SUBSCRIPTIONS)) {
            throw new NotFoundException();
        }
        String[] parts =
                path.substring(WellKnown.MERCURE_SUBSCRIPTIONS.length()).split("/", -1);
        if (parts.length > 3 || !parts[0].isEmpty()) {
            throw new NotFoundException();
        }
        return new Selected(
                parts.length > 1 ? topic(parts[1]) : null, parts.length > 2 ? RequestPath.decode(parts[2]) : null);
    }

    private static String topic(String part) {
        String topic = RequestPath.decode(part);
        if (!TopicSelector.isTopic(topic)) {
            throw Problem.badRequest(
                    "Behind 'subscriptions/' the path takes a selector of 1 to %d characters, percent-encoded."
                            .formatted(TopicSelector.LONGEST));
        }
        return topic;
    }

    /** The path as it is written in an id, however it was sent: that is what a token is to cover. */
    String path() {
        if (topic == null) {
            return WellKnown.MERCURE_SUBSCRIPTIONS;
        }
        return subscriber == null ? SubscriptionPath.of(topic) : SubscriptionPath.of(topic, subscriber);
    }
}
