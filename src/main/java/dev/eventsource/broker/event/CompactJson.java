package dev.eventsource.broker.event;

import dev.eventsource.broker.json.Json;
import jakarta.json.stream.JsonParser;

/** Writes a parser's tokens again as JSON without white space; numbers stay as they were written. */
final class CompactJson {
    private final StringBuilder json = new StringBuilder();
    private boolean afterValue;

    void add(JsonParser.Event event, String text) {
        boolean closes = event == JsonParser.Event.END_OBJECT || event == JsonParser.Event.END_ARRAY;
        if (afterValue && !closes) {
            json.append(',');
        }
        json.append(token(event, text));
        afterValue = switch (event) {
            case START_OBJECT, START_ARRAY, KEY_NAME -> false;
            default -> true;
        };
    }

    private static String token(JsonParser.Event event, String text) {
        return switch (event) {
            case START_OBJECT -> "{";
            case END_OBJECT -> "}";
            case START_ARRAY -> "[";
            case END_ARRAY -> "]";
            case KEY_NAME -> Json.createValue(text) + ":";
            case VALUE_STRING -> Json.createValue(text).toString();
            case VALUE_NUMBER -> text;
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
        };
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
