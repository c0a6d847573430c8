package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.json.JsonScanner;
import dev.eventsource.broker.json.JsonSlice;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of messages that may be JSON in UTF-8. Stateless. */
final class Bodies {
    /** Of the byte order, which some write in front of UTF-8. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Bodies() {}

    /** The one value that a body is; null where it is none. */
    static @Nullable JsonValue json(byte[] body) {
        return isJson(body) ? parse(new String(body, begin(body), body.length - begin(body), UTF_8)) : null;
    }

    /** JSON-P's reader would take no notice of what follows. */
    private static boolean isJson(byte[] body) {
        return pointed(body, Pointers.NONE) != null;
    }

    /** What pointers find in the one value that a body is, by how they are written; null where it is none. */
    static @Nullable Map<String, JsonSlice> pointed(byte[] body, Pointers pointers) {
        return Utf8.isWellFormed(body) ? PointedValues.read(new JsonScanner(body, begin(body)), pointers) : null;
    }

    private static int begin(byte[] body) {
        return Arrays.mismatch(body, MARK) == MARK.length ? MARK.length : 0;
    }

    /** JSON-P names several exceptions for what it does not read, and its implementations throw some more. */
    private static @Nullable JsonValue parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (RuntimeException unreadable) {
            return null;
        }
    }
}
