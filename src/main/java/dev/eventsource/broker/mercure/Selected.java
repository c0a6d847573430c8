package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.RequestPath;
import dev.eventsource.broker.http.WellKnown;
import dev.eventsource.broker.roster.Interest;
import dev.eventsource.broker.topic.TopicSelector;
import dev.eventsource.broker.url.HubUrl;
import jakarta.ws.rs.NotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions a path is of.
 *
 * @param draft by which they are
 * @param root the path of all of them
 * @param interest what they are in; null: anything
 * @param subscriber whose it is; null: anybody's
 */
record Selected(
        Draft draft,
        String root,
        @Nullable Interest interest,
        @Nullable String subscriber) {
    /** With the root in front. */
    private static final int PARTS_OF_A_TOPIC = 2;

    private static final int PARTS_OF_A_MATCHER = 3;

    /**
     * Reads a path of draft 07 as it was sent, where a slash within a topic is encoded and one between is not. A 404 problem where
     * there is nothing at it, and a 400 problem where it names no topic.
     */
    static Selected ofSeven(String path) {
        String[] parts = parts(path, PARTS_OF_A_TOPIC + 1);
        Interest interest = parts.length < PARTS_OF_A_TOPIC ? null : Interest.ofTopic(selector(parts[1]), null);
        return new Selected(
                Draft.SEVEN, WellKnown.MERCURE_SUBSCRIPTIONS, interest, subscriber(parts, PARTS_OF_A_TOPIC));
    }

    /** The same of draft 08, where the kind of the selector stands in front of it. */
    static Selected ofEight(String path, HubUrl hub) {
        String[] parts = parts(path, PARTS_OF_A_MATCHER + 1);
        if (parts.length == PARTS_OF_A_MATCHER - 1) {
            throw new NotFoundException();
        }
        Interest interest = parts.length < PARTS_OF_A_MATCHER
                ? null
                : Interest.ofMatcher(hub, matchType(parts[1]), selector(parts[2]), null);
        return new Selected(Draft.EIGHT, hub.subscriptionsPath(), interest, subscriber(parts, PARTS_OF_A_MATCHER));
    }

    private static String[] parts(String path, int most) {
        if (!path.startsWith(WellKnown.MERCURE_SUBSCRIPTIONS)) {
            throw new NotFoundException();
        }
        String[] parts =
                path.substring(WellKnown.MERCURE_SUBSCRIPTIONS.length()).split("/", -1);
        if (parts.length > most || !parts[0].isEmpty()) {
            throw new NotFoundException();
        }
        return parts;
    }

    private static @Nullable String subscriber(String[] parts, int index) {
        return parts.length > index ? RequestPath.decode(parts[index]) : null;
    }

    private static String matchType(String part) {
        String type = RequestPath.decode(part);
        if (!Matchers.TYPES.contains(type)) {
            throw new NotFoundException();
        }
        return type;
    }

    private static String selector(String part) {
        String selector = RequestPath.decode(part);
        if (!TopicSelector.isTopic(selector)) {
            throw Problem.badRequest(
                    "Behind 'subscriptions/' the path takes a selector of 1 to %d characters, percent-encoded."
                            .formatted(TopicSelector.LONGEST));
        }
        return selector;
    }

    /** Whether a subscription to something is one of them, if it is of the subscriber. */
    boolean has(Interest other) {
        return interest == null ? other.isMatcher() == (draft == Draft.EIGHT) : interest.isLike(other);
    }

    /** The path as it is written in an id, however it was sent: that is what a token is to cover. */
    String path() {
        if (interest == null) {
            return root;
        }
        return subscriber == null ? interest.path() : interest.path(subscriber);
    }
}
