package dev.eventsource.broker.socket;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that cannot be guessed. Any thread may draw one. */
final class RandomIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 18;

    private RandomIds() {}

    /** 144 random bits as 24 characters that need no escaping in a URL. */
    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
