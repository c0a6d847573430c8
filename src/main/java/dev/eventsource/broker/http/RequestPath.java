package dev.eventsource.broker.http;

import java.net.URI;
import java.util.regex.Pattern;

/** What servers hand on as a path. They differ in what they make of one that is malformed, so the broker refuses it itself. */
public final class RequestPath {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private RequestPath() {}

    /** The text of one segment of a path as it was sent; {@link IllegalArgumentException} where it is malformed. */
    public static String decode(String segment) {
        // Which is a space in forms alone.
        return FormDecoder.decode(segment.replace("+", "%2B"));
    }

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
