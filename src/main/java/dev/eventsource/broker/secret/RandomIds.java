package dev.eventsource.broker.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts that cannot be guessed: keys, secrets, socket ids. Any thread may draw one. */
public final class RandomIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 18;

    private RandomIds() {}

    /** 144 random bits as 24 characters that need no escaping in a URL. */
    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
