package dev.eventsource.broker.roster;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has a stream of the hub.
 *
 * @param id an IRI that nobody can guess
 * @param topics the selectors of its subscriptions, each once; but for those with too long a {@link SubscriptionPath}
 * @param payload what its token says of it, as JSON; null: nothing
 */
public record Subscriber(
        String id, List<String> topics, @Nullable String payload) {
    /** The longest payload, in characters: each node that has the stream holds it. */
    public static final int LONGEST_PAYLOAD = 2_048;

    private static final int OWN_WEIGHT = 320;
    private static final int TEXT_WEIGHT = 64;

    /** Of what tells of a subscription, but for what differs. */
    private static final int OWN_CHARACTERS = 180;

    public Subscriber {
        topics = List.copyOf(topics);
    }

    /** A new one. */
    static Subscriber of(Collection<String> topics, @Nullable String payload) {
        String id = "urn:uuid:" + UUID.randomUUID();
        List<String> told = topics.stream()
                .filter(topic -> SubscriptionPath.of(topic, id).length() <= SubscriptionPath.LONGEST)
                .toList();
        return new Subscriber(id, told, payload);
    }

    /** The same under another name. */
    Subscriber anew() {
        return of(topics, payload);
    }

    /** How many characters it takes to tell of all its subscriptions, more or less. */
    int characters() {
        int each = OWN_CHARACTERS + (payload == null ? 0 : payload.length());
        return topics.stream()
                .mapToInt(topic ->
                        each + topic.length() + SubscriptionPath.of(topic, id).length())
                .sum();
    }

    /** How many bytes of heap it takes, or more; never less. */
    long weight() {
        long texts = topics.stream().mapToLong(Subscriber::weight).sum();
        return OWN_WEIGHT + texts + (payload == null ? 0 : weight(payload));
    }

    private static long weight(String text) {
        return TEXT_WEIGHT + 2L * text.length();
    }
}
