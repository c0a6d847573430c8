package dev.eventsource.broker.roster;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Somebody who has a stream of the hub.
 *
 * @param id an IRI that nobody can guess
 * @param interests of its subscriptions, each once; but for those with too long a {@link Interest#path(String) path}
 */
public record Subscriber(String id, List<Interest> interests) {
    /** The longest payload, in characters: each node that has the stream holds it. */
    public static final int LONGEST_PAYLOAD = 2_048;

    private static final int OWN_WEIGHT = 320;
    private static final int TEXT_WEIGHT = 64;

    /** Of what tells of a subscription, but for what differs. */
    private static final int OWN_CHARACTERS = 180;

    public Subscriber {
        interests = List.copyOf(interests);
    }

    /** A new one. */
    static Subscriber of(Collection<Interest> interests) {
        String id = "urn:uuid:" + UUID.randomUUID();
        List<Interest> told = interests.stream()
                .filter(interest -> interest.path(id).length() <= SubscriptionPath.LONGEST)
                .toList();
        return new Subscriber(id, told);
    }

    /** The same under another name. */
    Subscriber anew() {
        return of(interests);
    }

    /** How many characters it takes to tell of all its subscriptions, more or less. */
    int characters() {
        return interests.stream().mapToInt(this::characters).sum();
    }

    private int characters(Interest interest) {
        String payload = interest.payload();
        return OWN_CHARACTERS
                + interest.selector().length()
                + interest.path(id).length()
                + (payload == null ? 0 : payload.length());
    }

    /** How many bytes of heap it takes, or more; never less. */
    long weight() {
        return OWN_WEIGHT
                + interests.stream().mapToLong(Interest::weight).sum()
                + interests.stream()
                        .map(Interest::payload)
                        .filter(Objects::nonNull)
                        .distinct()
                        .mapToLong(payload -> TEXT_WEIGHT + 2L * payload.length())
                        .sum();
    }
}
