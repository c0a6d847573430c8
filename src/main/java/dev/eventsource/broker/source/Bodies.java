package dev.eventsource.broker.source;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of messages that may be JSON in UTF-8. Stateless. */
final class Bodies {
    private Bodies() {}

    /** The one value that a body is; null where it is none. */
    static @Nullable JsonValue json(byte[] body) {
        String text = text(body);
        return text == null ? null : parse(text);
    }

    /** What pointers find in the one value that a body is; null where it is none. */
    static @Nullable Map<Pointer, JsonValue> pointed(byte[] body, Pointers pointers) {
        String text = text(body);
        return text == null ? null : PointedValues.read(text, pointers);
    }

    private static @Nullable String text(byte[] body) {
        try {
            String text = Utf8.decode(body);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notText) {
            return null;
        }
    }

    /** JSON-P names several exceptions for malformed text, and its implementations throw some more. */
    private static @Nullable JsonValue parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (RuntimeException malformed) {
            return null;
        }
    }
}
