package dev.eventsource.broker.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) of texts, by which whoever knows a secret shows that it does. Any thread may ask. */
public final class Hmac {
    private static final String ALGORITHM = "HmacSHA256";

    private Hmac() {}

    /** The 32 bytes of a text's HMAC under a secret, both as UTF-8; the secret is not empty. */
    public static byte[] of(String secret, String text) {
        return of(secret.getBytes(StandardCharsets.UTF_8), text);
    }

    private static byte[] of(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The same as 64 hexadecimal digits in small letters. */
    public static String hex(String secret, String text) {
        return HexFormat.of().formatHex(of(secret, text));
    }

    /** The same under a key that is no text. */
    public static String hex(byte[] key, String text) {
        return HexFormat.of().formatHex(of(key, text));
    }
}
