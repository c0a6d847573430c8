package dev.eventsource.broker.source;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a text what pointers ask for. All of it must be JSON, but of what lies beside nothing is made: to make objects of the
 * whole takes three times as long. For one thread.
 */
final class PointedValues {
    private static final JsonParserFactory PARSERS = Json.createParserFactory();

    private final JsonParser parser;
    private final Map<Pointer, JsonValue> found = new HashMap<>();

    private PointedValues(JsonParser parser) {
        this.parser = parser;
    }

    /** What they point at, without JSON's nulls; null where the text is no JSON. */
    static @Nullable Map<Pointer, JsonValue> read(String json, Pointers pointers) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            PointedValues values = new PointedValues(parser);
            values.read(parser.next(), pointers);
            return values.found;
        } catch (RuntimeException malformed) {
            // JSON-P names several exceptions for malformed text, and its implementations throw some more.
            return null;
        }
    }

    private void read(JsonParser.Event first, @Nullable Pointers pointers) {
        if (pointers == null) {
            skip(first);
        } else if (pointers.isEnd()) {
            keep(parser.getValue(), pointers);
        } else if (first == JsonParser.Event.START_OBJECT) {
            readMembers(pointers);
        } else if (first == JsonParser.Event.START_ARRAY) {
            readElements(pointers);
        }
    }

    private void readMembers(Pointers pointers) {
        while (parser.next() != JsonParser.Event.END_OBJECT) {
            Pointers member = pointers.below(parser.getString());
            if (member != null) {
                // Of a member given twice the last counts, with all that the first had.
                member.forEach(found::remove);
            }
            read(parser.next(), member);
        }
    }

    private void readElements(Pointers pointers) {
        JsonParser.Event next = parser.next();
        for (int i = 0; next != JsonParser.Event.END_ARRAY; i++) {
            read(next, pointers.below(String.valueOf(i)));
            next = parser.next();
        }
    }

    private void skip(JsonParser.Event first) {
        int depth = depthChange(first);
        while (depth > 0) {
            depth += depthChange(parser.next());
        }
    }

    private static int depthChange(JsonParser.Event event) {
        return switch (event) {
            case START_OBJECT, START_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            default -> 0;
        };
    }

    private void keep(JsonValue value, Pointers pointers) {
        pointers.forEach(pointer -> {
            JsonValue pointed = pointer.from(pointers.depth()).in(value);
            if (pointed != null) {
                found.put(pointer, pointed);
            }
        });
    }
}
