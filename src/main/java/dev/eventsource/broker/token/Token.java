package dev.eventsource.broker.token;

import java.time.Instant;
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
    /** Without its id, which whoever knows it could have revoked. */
    @Override
    public String toString() {
        return "Token[" + user + " until " + expiresAt + "]";
    }
}
