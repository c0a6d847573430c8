package dev.eventsource.broker.token;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a token says that was found to be signed by whom it says.
 *
 * @param user the key of the user whose channels it is about
 * @param presenceId who bears it; null: it does not say
 * @param id by which it can be revoked; null: it has none
 * @param issuedAt when it was made; null: it does not say
 * @param expiresAt from when on it proves nothing
 */
public record Token(
        String user,
        Grants grants,
        @Nullable String presenceId,
        @Nullable String id,
        @Nullable Instant issuedAt,
        Instant expiresAt) {
    /** The same without what it allows, which may be much: what is kept of it for as long as a stream lasts. */
    public Token withoutGrants() {
        return new Token(user, Grants.NONE, presenceId, id, issuedAt, expiresAt);
    }

    /** By which it is told from others, of one size whatever it says: that of a token which says the same is equal. */
    public Object mark() {
        return Digest.of(Stream.of(
                        user,
                        Objects.toString(presenceId, ""),
                        Objects.toString(id, ""),
                        Objects.toString(issuedAt, ""),
                        expiresAt.toString(),
                        Integer.toString(grants.hashCode()))
                .map(said -> said.length() + " " + said)
                .collect(joining()));
    }

    /** Without its id, which whoever knows it could have revoked. */
    @Override
    public String toString() {
        return "Token[" + user + " until " + expiresAt + "]";
    }
}
