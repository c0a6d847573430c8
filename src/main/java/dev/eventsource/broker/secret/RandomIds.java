package dev.eventsource.broker.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts that cannot be guessed: keys, secrets, socket ids. Any thread may draw one. */
public final class RandomIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 18;
    private static final int SECRET_BYTES = 36;

    private RandomIds() {}

    /** 144 random bits as 24 characters that need no escaping in a URL. */
    public static String next() {
        return draw(BYTES);
    }

    /** 288 random bits as 48 such characters, for HMAC-SHA-256, of which some libraries ask for 32 bytes or more. */
    public static String nextSecret() {
        return draw(SECRET_BYTES);
    }

    private static String draw(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
