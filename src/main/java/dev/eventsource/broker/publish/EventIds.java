package dev.eventsource.broker.publish;

import java.security.SecureRandom;
import java.util.UUID;

/** Ids for events that have none: UUIDs of version 7, which say when they were made. RFC 9562, section 5.7. */
public final class EventIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private EventIds() {}

    /** A new one. Any thread may ask. */
    public static String next(long nowMillis) {
        long high = nowMillis << 16 | 0x7000 | RANDOM.nextInt(0x1000);
        long low = 0x8000_0000_0000_0000L | RANDOM.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
