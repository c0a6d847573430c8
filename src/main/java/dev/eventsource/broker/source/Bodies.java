package dev.eventsource.broker.source;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Bodies of messages that may be JSON in UTF-8. Stateless. */
final class Bodies {
    private Bodies() {}

    /** The one value that a body is; null where it is none. */
    static @Nullable JsonValue json(byte[] body) {
        try {
            String text = Utf8.decode(body);
            return parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
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
