package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusedEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads CloudEvents of the JSON event format: one object, the attributes beside the data. */
final class CloudEventJson {
    private static final String DATA = "data";
    private static final String BYTES = "data_base64";
    private static final String CONTENT_TYPE = "datacontenttype";

    private CloudEventJson() {}

    static Content open(Arrival arrival) throws RefusedEvent {
        if (!(Bodies.json(ReadableBody.of(arrival)) instanceof JsonObject event)) {
            throw CloudEvents.refused("it is no CloudEvent: send its attributes in headers, or one JSON object");
        }
        Map<String, String> attributes = new HashMap<>();
        event.forEach((name, value) -> {
            String text = isData(name) ? null : Pointer.text(Pointer.parse("").in(value));
            if (text != null) {
                attributes.put(name, text);
            }
        });
        return content(arrival, CloudEvents.complete(attributes), event);
    }

    private static boolean isData(String name) {
        return name.equals(DATA) || name.equals(BYTES);
    }

    private static Content content(Arrival arrival, Map<String, String> attributes, JsonObject event)
            throws RefusedEvent {
        if (event.containsKey(BYTES)) {
            if (event.containsKey(DATA)) {
                throw CloudEvents.refused("it is no CloudEvent: it has both data and data_base64");
            }
            return new Content(arrival, attributes, bytes(event.get(BYTES)));
        }
        JsonValue data = event.get(DATA);
        if (data == null || data.getValueType() == JsonValue.ValueType.NULL) {
            return new Content(arrival, attributes, new byte[0]);
        }
        String type = attributes.computeIfAbsent(CONTENT_TYPE, name -> "application/json");
        return new Content(
                arrival, attributes, data, isJson(type) ? data.toString() : String.valueOf(Pointer.text(data)));
    }

    /** What declares that a string is one of JSON, and no text that stands in one. */
    private static boolean isJson(String type) {
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.endsWith("/json") || media.endsWith("+json");
    }

    private static byte[] bytes(@Nullable JsonValue base64) throws RefusedEvent {
        try {
            return Base64.getDecoder().decode(base64 instanceof JsonString string ? string.getString() : "?");
        } catch (IllegalArgumentException e) {
            throw CloudEvents.refused("its data_base64 is not base64");
        }
    }
}
