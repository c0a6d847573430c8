package dev.eventsource.broker.http;

import java.net.URI;
import java.util.regex.Pattern;

/** What servers hand on as a path. They differ in what they make of one that is malformed, so the broker refuses it itself. */
public final class RequestPath {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private RequestPath() {}

    /** Whether a path as it was sent, a character for each byte, is percent-encoded UTF-8 (RFC 3986) without control characters. */
    public static boolean isWellFormed(String path) {
        try {
            // What no URI may have as it is, a bracket for one, RESTEasy fails over.
            URI.create("http://host" + path);
            return !CONTROL.matcher(FormDecoder.decode(path)).find();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
