package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keys by which tokens are signed, with the algorithms that count: one of each where the key is here, or those of a set elsewhere.
 * Any thread may ask, and none waits.
 */
public final class TokenKey {
    private static final int SHORTEST_SECRET = 32;

    private final IssuerKeys keys;
    private final Set<JWSAlgorithm> algorithms;

    /** By which keys are asked for that are elsewhere; null: there is nothing to ask for. */
    private final @Nullable IssuerLanes lanes;

    private final SeenTokens seen = new SeenTokens();

    private TokenKey(IssuerKeys keys, Set<JWSAlgorithm> algorithms, @Nullable IssuerLanes lanes) {
        this.keys = keys;
        this.algorithms = algorithms;
        this.lanes = lanes;
    }

    /** Those of a set that is elsewhere. */
    static TokenKey of(IssuerKeys keys, Set<JWSAlgorithm> algorithms, IssuerLanes lanes) {
        return new TokenKey(keys, algorithms, lanes);
    }

    /**
     * A key as a setting has it.
     *
     * @param key a secret of 32 bytes or more (RFC 7518, section 3.2), or a public key or a certificate as PEM has them
     * @param algorithm such as {@code HS256}: by its family it is told which of these the key is
     * @throws IllegalArgumentException where it is none, or one of another algorithm
     */
    public static TokenKey of(String key, String algorithm) {
        JWSAlgorithm known = JWSAlgorithm.parse(algorithm);
        JWK one = algorithm.startsWith("HS") ? secret(key) : PublicKeys.read(key);
        if (!JWKMatcher.forJWSHeader(new JWSHeader(known)).matches(one) || !hasCurve(one, known)) {
            throw new IllegalArgumentException("a key of another algorithm");
        }
        return new TokenKey(new IssuerKeys(new ImmutableJWKSet<>(new JWKSet(one)), false, false), Set.of(known), null);
    }

    private static boolean hasCurve(JWK key, JWSAlgorithm algorithm) {
        return !(key instanceof ECKey curved)
                || Curve.forJWSAlgorithm(algorithm).contains(curved.getCurve());
    }

    /** Of a public key, which anybody may know, no secret is made: by it anybody could sign. */
    private static JWK secret(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_SECRET || key.contains("-----BEGIN")) {
            throw new IllegalArgumentException("no secret");
        }
        return new OctetSequenceKey.Builder(bytes).build();
    }

    /** Whether tokens have to be {@link #ask asked} about before they are shown. */
    public boolean isFar() {
        return lanes != null;
    }

    /**
     * Asks about a token that is about to be shown. Complete once it is known whether it is signed, whichever it is; fails with
     * {@link KeysUnavailable} where nobody can tell.
     */
    public CompletionStage<Void> ask(String text) {
        try {
            UnprovenToken token = UnprovenToken.parse(text);
            return lanes == null || !algorithms.contains(token.algorithm()) || seen.have(token)
                    ? CompletableFuture.completedFuture(null)
                    : KeyThreads.run(lanes, token.header(), () -> see(token)).handle(TokenKey::unlessRefused);
        } catch (RefusedToken known) {
            // Whoever shows it is told.
            return CompletableFuture.completedFuture(null);
        }
    }

    private static @Nullable Void unlessRefused(@Nullable Void done, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (failure == null || cause instanceof RefusedToken) {
            return null;
        }
        throw cause instanceof RuntimeException told ? told : new CompletionException(failure);
    }

    private void see(UnprovenToken token) {
        try {
            keys.requireSigned(token, algorithms);
            seen.add(token);
        } catch (RefusedToken refused) {
            seen.refuse(token, refused.fault());
            throw refused;
        }
    }

    /** {@link RefusedToken} where a token is not signed by it; {@link KeysUnavailable} where it was to be {@link #ask asked} about. */
    void requireSigned(UnprovenToken token) {
        if (!algorithms.contains(token.algorithm())) {
            throw new RefusedToken(TokenFault.WRONG_ALGORITHM);
        }
        if (lanes == null) {
            keys.requireSigned(token, algorithms);
        } else if (!seen.have(token)) {
            throw IssuerKeys.unavailable(null);
        }
    }
}
