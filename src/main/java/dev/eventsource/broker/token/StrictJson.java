package dev.eventsource.broker.token;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Reads the objects of a token: UTF-8, no name twice in one object, and not deep. */
final class StrictJson {
    private static final int DEEPEST = 16;
    private static final JsonParserFactory PARSERS = Json.createParserFactory();

    private StrictJson() {}

    static JsonObject read(byte[] json) {
        try {
            check(Utf8.decode(json));
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
                return reader.readObject();
            }
        } catch (CharacterCodingException
                | JsonException
                | IllegalStateException
                | ArithmeticException
                | NumberFormatException
                | UnsupportedOperationException e) {
            // The latter three: what a JSON library says of numbers that it has no room for.
            throw new RefusedToken(TokenFault.MALFORMED);
        }
    }

    private static void check(String json) {
        Deque<Set<String>> names = new ArrayDeque<>();
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> names.push(new HashSet<>());
                    case END_OBJECT, END_ARRAY -> names.pop();
                    case KEY_NAME -> require(names.element().add(parser.getString()), TokenFault.DUPLICATE_NAME);
                    default -> {
                        // A value is whatever it is.
                    }
                }
                require(names.size() <= DEEPEST, TokenFault.MALFORMED);
            }
        }
    }

    private static void require(boolean holds, TokenFault otherwise) {
        if (!holds) {
            throw new RefusedToken(otherwise);
        }
    }
}
