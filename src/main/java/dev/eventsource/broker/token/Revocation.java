package dev.eventsource.broker.token;

import java.time.Duration;
import java.time.Instant;

/**
 * What is no longer to be believed of a user's tokens.
 *
 * <p>A token that says when it was made ends a day later at the latest, whatever {@code TOKEN_MAX_SECONDS} were or will be. One
 * that does not may have been made at any time before its end, however long ago; so a revocation of all has no end, or else such
 * a token would be good again after it.
 *
 * @param user the key of the user whose channels the tokens are about
 * @param value the id of the token, or the presence id; empty for all
 * @param at when it was said
 * @param until when no token that says when it was made is good any more that it could be about; of all it is never
 */
record Revocation(String user, Kind kind, String value, Instant at, Instant until) {
    /** The most that {@code TOKEN_MAX_SECONDS} can be, what an issuer may add to it, and how far nodes' clocks may be apart. */
    private static final Duration LONGEST_LIFE =
            Duration.ofDays(1).plus(Duration.ofMinutes(5)).plus(Duration.ofHours(1));

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Which tokens it is about. */
    enum Kind {
        /** The one of an id, whenever it was made. */
        JTI,
        /** Those under a presence id that were made until then, or do not say when. */
        PRESENCE_ID,
        /** All that were made until then, or do not say when. */
        ALL
    }

    /** One that is said now. */
    static Revocation of(String user, Kind kind, String value, Instant now) {
        return new Revocation(user, kind, value, now, kind == Kind.ALL ? NEVER : now.plus(LONGEST_LIFE));
    }

    /** Without its value, which may be an id that whoever has it may use. */
    @Override
    public String toString() {
        return "Revocation[" + user + " " + kind + "]";
    }
}
