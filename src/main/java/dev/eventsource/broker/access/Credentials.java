package dev.eventsource.broker.access;

import dev.eventsource.broker.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a caller sends to prove that it knows a user's secret. Compared in constant time. */
sealed interface Credentials {
    /** The key of the user that the caller claims to be. */
    String key();

    /** Whether they prove knowledge of {@code secret}. */
    boolean prove(String secret);

    /** Key and secret themselves, as HTTP Basic carries them: RFC 7617. */
    record Basic(String key, String secret) implements Credentials {
        @Override
        public boolean prove(String expected) {
            return MessageDigest.isEqual(bytes(secret), bytes(expected));
        }

        @Override
        public String toString() {
            return "Basic[" + key + "]";
        }
    }

    /**
     * A signature of the time: 40 hexadecimal digits are the SHA-1 of {@code key:secret:timestamp}, 64 the HMAC-SHA-256
     * (RFC 2104) of {@code key:timestamp} under the secret. With a nonce it is the HMAC-SHA-256 of {@code
     * key:timestamp:nonce} and no other, lest whoever saw it leave the nonce out.
     *
     * @param nonce what makes it good for one call; null: nothing does
     */
    record Token(
            String key,
            String timestamp,
            String token,
            @Nullable String nonce) implements Credentials {
        private static final int SHA1_BYTES = 20;

        @Override
        public boolean prove(String secret) {
            byte[] given = decode(token);
            byte[] expected = given.length == SHA1_BYTES && nonce == null ? sha1(secret) : hmac(secret);
            return MessageDigest.isEqual(given, expected);
        }

        private static byte[] decode(String hex) {
            try {
                return HexFormat.of().parseHex(hex);
            } catch (IllegalArgumentException notHex) {
                return new byte[0];
            }
        }

        private byte[] sha1(String secret) {
            try {
                return MessageDigest.getInstance("SHA-1").digest(bytes(key + ":" + secret + ":" + timestamp));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has SHA-1", e);
            }
        }

        private byte[] hmac(String secret) {
            return Hmac.of(secret, key + ":" + timestamp + (nonce == null ? "" : ":" + nonce));
        }

        @Override
        public String toString() {
            return "Token[" + key + "]";
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
