package dev.eventsource.broker.source;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901), taken apart once.
 *
 * @param written itself, by which it is found quickest
 * @param tokens its parts, unescaped; none: the whole
 */
record Pointer(String written, List<String> tokens) {
    private static final int MOST_DIGITS = 9;

    /** As deep as a message of the broker's own may be: bodies are gone into by calls within calls. */
    private static final int MOST_TOKENS = 100;

    /** Reads one that is empty or begins with a slash; {@link IllegalArgumentException} where it is none. */
    static Pointer parse(String text) {
        if (text.isEmpty()) {
            return new Pointer(text, List.of());
        }
        if (!text.startsWith("/") || text.replace("~0", "").replace("~1", "").contains("~")) {
            throw new IllegalArgumentException(
                    "a JSON pointer begins with '/' and has '~' as '~0' and '/' within a name as '~1'");
        }
        List<String> tokens = Stream.of(text.substring(1).split("/", -1))
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
        if (tokens.size() > MOST_TOKENS) {
            throw new IllegalArgumentException("a JSON pointer has at most " + MOST_TOKENS + " parts here");
        }
        return new Pointer(text, tokens);
    }

    /** What it points at; null where there is nothing, or JSON's null. */
    @Nullable
    JsonValue in(@Nullable JsonValue root) {
        JsonValue value = root;
        for (String token : tokens) {
            value = value == null ? null : member(value, token);
        }
        return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
    }

    private static @Nullable JsonValue member(JsonValue value, String token) {
        if (value instanceof JsonObject object) {
            return object.get(token);
        }
        if (value instanceof JsonArray array && isIndex(token)) {
            int index = Integer.parseInt(token);
            return index < array.size() ? array.get(index) : null;
        }
        return null;
    }

    private static boolean isIndex(String token) {
        return !token.isEmpty()
                && token.length() <= MOST_DIGITS
                && token.chars().allMatch(c -> c >= '0' && c <= '9')
                && (token.length() == 1 || token.charAt(0) != '0');
    }

    /** A value as text: a string as it is, anything else as its compact JSON. */
    static @Nullable String text(@Nullable JsonValue value) {
        return value == null ? null : value instanceof JsonString string ? string.getString() : value.toString();
    }
}
