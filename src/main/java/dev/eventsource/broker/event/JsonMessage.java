package dev.eventsource.broker.event;

import dev.eventsource.broker.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One JSON object as a map of its members, each value as {@link JsonField}. Of a member given twice the last counts;
 * members that nobody asks for are read past, but must be well-formed as well.
 */
final class JsonMessage {
    /** How deep objects and arrays may stand in each other, the message itself counted. */
    static final int MAX_DEPTH = 100;

    private static final JsonParserFactory PARSERS = Json.createParserFactory();

    private final JsonParser parser;
    private final Map<String, JsonField> fields = new HashMap<>();

    private JsonMessage(JsonParser parser) {
        this.parser = parser;
    }

    /** The members of the object that {@code json} is. */
    static Map<String, JsonField> parse(String json) throws RefusedEvent {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            return new JsonMessage(parser).members();
        }
    }

    private Map<String, JsonField> members() throws RefusedEvent {
        require(next() == JsonParser.Event.START_OBJECT, "the message is not a JSON object");
        while (next() != JsonParser.Event.END_OBJECT) {
            String name = text();
            fields.put(name, value());
        }
        require(!read(JsonParser::hasNext), "something follows the JSON object");
        return fields;
    }

    private JsonField value() throws RefusedEvent {
        JsonParser.Event event = next();
        return switch (event) {
            case VALUE_NULL -> JsonField.NULL;
            case VALUE_STRING -> new JsonField(JsonField.Type.STRING, text());
            case VALUE_NUMBER -> new JsonField(JsonField.Type.NUMBER, read(JsonParser::getString));
            default -> new JsonField(JsonField.Type.OTHER, compact(event));
        };
    }

    /** The compact text of the value that begins with {@code first}. */
    private String compact(JsonParser.Event first) throws RefusedEvent {
        CompactJson text = new CompactJson();
        int depth = 1;
        JsonParser.Event event = first;
        while (true) {
            depth += depthChange(event);
            require(depth <= MAX_DEPTH, "the message is nested deeper than " + MAX_DEPTH);
            text.add(event, hasText(event) ? text() : "");
            if (depth == 1) {
                return text.toString();
            }
            event = next();
        }
    }

    private static boolean hasText(JsonParser.Event event) {
        return switch (event) {
            case KEY_NAME, VALUE_STRING, VALUE_NUMBER -> true;
            default -> false;
        };
    }

    private static int depthChange(JsonParser.Event event) {
        return switch (event) {
            case START_OBJECT, START_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            default -> 0;
        };
    }

    private JsonParser.Event next() throws RefusedEvent {
        return read(JsonParser::next);
    }

    /** JSON-P names several exceptions for malformed text, and its implementations throw some more. */
    private <T> T read(Function<JsonParser, T> reading) throws RefusedEvent {
        try {
            return reading.apply(parser);
        } catch (RuntimeException e) {
            throw new RefusedEvent(RefusalReason.NOT_JSON, "the message is not JSON: " + e.getMessage());
        }
    }

    private String text() throws RefusedEvent {
        String text = read(JsonParser::getString);
        require(Utf8.isWellFormed(text), "the message has a lone surrogate: send whole characters");
        return text;
    }

    private static void require(boolean wellFormed, String whatToChange) throws RefusedEvent {
        if (!wellFormed) {
            throw new RefusedEvent(RefusalReason.NOT_JSON, whatToChange);
        }
    }
}
