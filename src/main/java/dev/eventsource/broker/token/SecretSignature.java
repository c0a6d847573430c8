package dev.eventsource.broker.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.eventsource.broker.secret.RandomIds;
import dev.eventsource.broker.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells by which secret of a user a token is signed. Stateless, so any thread may ask. */
final class SecretSignature {
    /** Tried where there is no user, or no former secret: its own secret is never told, so nobody signs with it. */
    private static final String NOBODYS = RandomIds.next();

    /** The library takes no shorter ones. HMAC itself fills a secret up with zeros (RFC 2104), so more of them change nothing. */
    static final int SHORTEST_BYTES = 32;

    private SecretSignature() {}

    /** The secret of the user, the former one while it is valid; null: neither. Two comparisons for everyone, known or not. */
    static @Nullable String find(UnprovenToken token, Optional<User> user, Instant now) {
        String former = user.map(known -> known.formerSecret(now)).orElse(NOBODYS);
        String present = user.map(User::secret).orElse(NOBODYS);
        boolean byFormer = isSigned(token, former);
        if (isSigned(token, present)) {
            return present;
        }
        return byFormer ? former : null;
    }

    /** In constant time, as the library says. */
    private static boolean isSigned(UnprovenToken token, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        try {
            return token.isSigned(new MACVerifier(Arrays.copyOf(bytes, Math.max(SHORTEST_BYTES, bytes.length))));
        } catch (JOSEException e) {
            return false;
        }
    }

    /** Whether a secret that signed a token is one that the user has still. */
    static boolean isOf(User user, String secret, Instant now) {
        return secret.equals(user.secret()) || secret.equals(user.formerSecret(now));
    }
}
