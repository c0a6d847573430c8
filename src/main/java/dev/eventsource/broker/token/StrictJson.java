package dev.eventsource.broker.token;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;

/** Reads the objects of a token: UTF-8, no name twice in one object, and not deep. */
final class StrictJson {
    private static final int DEEPEST = 16;
    private static final JsonParserFactory PARSERS = Json.createParserFactory();

    private StrictJson() {}

    static JsonObject read(byte[] json) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(Utf8.decode(json)))) {
            require(parser.next() == Event.START_OBJECT, TokenFault.MALFORMED);
            JsonObject object = object(parser, 1);
            // Throws where anything but spaces follows.
            require(!parser.hasNext(), TokenFault.MALFORMED);
            return object;
        } catch (CharacterCodingException
                | JsonException
                | IllegalStateException
                | NoSuchElementException
                | ArithmeticException
                | NumberFormatException
                | UnsupportedOperationException e) {
            // The latter three: what a JSON library says of numbers that it has no room for.
            throw new RefusedToken(TokenFault.MALFORMED);
        }
    }

    private static JsonObject object(JsonParser parser, int depth) {
        require(depth <= DEEPEST, TokenFault.MALFORMED);
        JsonObjectBuilder object = Json.createObjectBuilder();
        Set<String> names = new HashSet<>();
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            require(names.add(name), TokenFault.DUPLICATE_NAME);
            object.add(name, value(parser, parser.next(), depth));
        }
        return object.build();
    }

    private static JsonArray array(JsonParser parser, int depth) {
        require(depth <= DEEPEST, TokenFault.MALFORMED);
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
            array.add(value(parser, next, depth));
        }
        return array.build();
    }

    private static JsonValue value(JsonParser parser, Event begin, int depth) {
        return switch (begin) {
            case START_OBJECT -> object(parser, depth + 1);
            case START_ARRAY -> array(parser, depth + 1);
            default -> parser.getValue();
        };
    }

    private static void require(boolean holds, TokenFault otherwise) {
        if (!holds) {
            throw new RefusedToken(otherwise);
        }
    }
}
