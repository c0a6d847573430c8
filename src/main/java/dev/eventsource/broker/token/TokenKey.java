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

/** One key by which tokens are signed, with the one algorithm that counts. Never changes, so any thread may ask. */
public final class TokenKey {
    private static final int SHORTEST_SECRET = 32;

    private final IssuerKeys keys;
    private final JWSAlgorithm algorithm;

    private TokenKey(IssuerKeys keys, JWSAlgorithm algorithm) {
        this.keys = keys;
        this.algorithm = algorithm;
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
        return new TokenKey(new IssuerKeys(new ImmutableJWKSet<>(new JWKSet(one)), false, false), known);
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

    /** {@link RefusedToken} where a token is not signed by it. */
    void requireSigned(UnprovenToken token) {
        if (!token.algorithm().equals(algorithm)) {
            throw new RefusedToken(TokenFault.WRONG_ALGORITHM);
        }
        keys.requireSigned(token, Set.of(algorithm));
    }
}
