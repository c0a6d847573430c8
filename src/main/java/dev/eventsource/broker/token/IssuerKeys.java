package dev.eventsource.broker.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import dev.eventsource.broker.http.Unavailable;
import java.security.Key;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, and what they have signed. Asking may wait for the issuer where the keys are not here.
 *
 * @param source where they come from
 * @param areFar whether it may have to ask for them
 * @param haveIds whether it says which of them a token is signed with; where not, what tokens say of that counts for nothing
 */
record IssuerKeys(JWKSource<SecurityContext> source, boolean areFar, boolean haveIds) {
    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    /** {@link RefusedToken} where it is signed by none of them; {@link Unavailable} where they cannot be had. */
    void requireSigned(UnprovenToken token, Set<JWSAlgorithm> algorithms) {
        List<? extends Key> keys = find(token.header(), algorithms);
        if (keys.isEmpty()) {
            throw new RefusedToken(TokenFault.UNKNOWN_KEY);
        }
        if (keys.stream().noneMatch(key -> isSigned(token, key))) {
            throw new RefusedToken(TokenFault.WRONG_SIGNATURE);
        }
    }

    /** Those that fit: of the kind that the algorithm needs, for signatures, and of the id that the token names. */
    private List<? extends Key> find(JWSHeader header, Set<JWSAlgorithm> algorithms) {
        try {
            return new JWSVerificationKeySelector<>(algorithms, source).selectJWSKeys(wanted(header), null);
        } catch (RateLimitReachedException askedLately) {
            requireAny();
            return List.of();
        } catch (KeySourceException | IllegalArgumentException e) {
            throw unavailable(e);
        }
    }

    /** Nothing else that the token says of its key: whoever makes that up would have the issuer asked in the way of those it is known by. */
    private JWSHeader wanted(JWSHeader header) {
        return new JWSHeader.Builder(header.getAlgorithm())
                .keyID(haveIds ? header.getKeyID() : null)
                .build();
    }

    /** Where the issuer was asked too lately to be asked again: whether there are keys, among which there is not the one. */
    private void requireAny() {
        try {
            source.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        } catch (KeySourceException e) {
            throw unavailable(e);
        }
    }

    static Unavailable unavailable(@Nullable Throwable cause) {
        return new KeysUnavailable(cause);
    }

    private static boolean isSigned(UnprovenToken token, Key key) {
        try {
            return token.isSigned(VERIFIERS.createJWSVerifier(token.header(), key));
        } catch (JOSEException e) {
            return false;
        }
    }
}
