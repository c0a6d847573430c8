package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose tokens the broker takes, and what it takes of them.
 *
 * @param name as tokens say it in {@code iss}
 * @param user the key of the only user it may speak for; null: its tokens say for whom, or it speaks for none
 * @param anyUser whether its tokens may say for whom
 * @param algorithms by which it signs, and no others
 * @param audience as which its tokens mean the broker; null: they have none
 * @param leeway how long after its end a token is still taken
 * @param names what it calls its claims
 * @param grants what each of its tokens allows beside what it says
 * @param operators which of its tokens make operators; null: none
 */
record Issuer(
        String name,
        @Nullable String user,
        boolean anyUser,
        Set<JWSAlgorithm> algorithms,
        @Nullable String audience,
        Duration leeway,
        ClaimNames names,
        Grants grants,
        @Nullable OperatorClaim operators) {
    private static final Set<JWSAlgorithm> BY_SECRET = Set.of(JWSAlgorithm.HS256);

    /** A user, who signs with the secret. */
    static Issuer ofUser(String key) {
        return new Issuer(key, key, false, BY_SECRET, null, Duration.ZERO, ClaimNames.USUAL, Grants.NONE, null);
    }

    /** Refuses a token that is signed in another way than its issuer's, whatever else it says. */
    void requireAlgorithm(JWSAlgorithm algorithm) {
        if (!algorithms.contains(algorithm)) {
            throw new RefusedToken(TokenFault.WRONG_ALGORITHM);
        }
    }
}
