package dev.eventsource.broker.http;

import java.io.IOException;
import java.io.InputStream;

/** The body of a call: it is there before the call is made, so nobody waits for it here. */
public final class Body {
    /** Whatever a call says beside the data of an event. */
    private static final int MOST_BESIDE_DATA = 64 << 10;

    private Body() {}

    /** The longest that any call takes: a byte of an event's data, of which Java has no more together, is at most three of a form, {@code %0A}. */
    public static long longest(long maxEventBytes) {
        return 3 * Math.min(maxEventBytes, Integer.MAX_VALUE) + MOST_BESIDE_DATA;
    }

    /** The bytes of a body; a 413 problem where they are more than this call takes. */
    public static byte[] read(InputStream body, long maxBytes) {
        try {
            byte[] bytes = body.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE));
            if (bytes.length > maxBytes) {
                throw Problem.bodyTooLarge(maxBytes);
            }
            return bytes;
        } catch (IOException e) {
            throw Problem.badRequest("The body broke off, or is not encoded as its headers say.");
        }
    }
}
