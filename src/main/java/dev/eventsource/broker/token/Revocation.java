package dev.eventsource.broker.token;

import java.time.Instant;

/**
 * What is no longer to be believed of a user's tokens. Fired as a CDI event when this node hears of it, at least once and
 * perhaps more often; observers must not wait.
 *
 * @param user the key of the user whose channels the tokens are about
 * @param value the id of the token, or the presence id; empty for all
 * @param at when it was said
 * @param until when no token is good any more that it could be about
 */
public record Revocation(String user, Kind kind, String value, Instant at, Instant until) {
    /** Which tokens it is about. */
    enum Kind {
        /** The one of an id, whenever it was made. */
        JTI,
        /** Those under a presence id that were made until then, or do not say when. */
        PRESENCE_ID,
        /** All that were made until then, or do not say when. */
        ALL
    }

    /** Whether it is about that token. */
    public boolean revokes(Token token) {
        if (!token.user().equals(user)) {
            return false;
        }
        return switch (kind) {
            case JTI -> value.equals(token.id());
            case PRESENCE_ID -> value.equals(token.presenceId()) && isBefore(token);
            case ALL -> isBefore(token);
        };
    }

    private boolean isBefore(Token token) {
        Instant made = token.issuedAt();
        return made == null || !made.isAfter(at);
    }

    /** Without its value, which may be an id that whoever has it may use. */
    @Override
    public String toString() {
        return "Revocation[" + user + " " + kind + "]";
    }
}
