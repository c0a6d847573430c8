package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CloudEvents (version 1.0 of the specification, its JSON event format and its AMQP protocol binding). In AMQP 0-9-1 the
 * attributes of the binary mode are headers, with a prefix that has a colon, or an underscore where that is not allowed.
 */
final class CloudEvents {
    private static final List<String> PREFIXES = List.of("cloudEvents:", "cloudEvents_");
    private static final List<String> REQUIRED = List.of("id", "source", "specversion", "type");
    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";

    private CloudEvents() {}

    static Content open(Arrival arrival) throws RefusedEvent {
        String type = arrival.properties().getContentType();
        if (type != null && type.startsWith(BATCH)) {
            throw refused("a batch of CloudEvents is not read: send each as a message of its own");
        }
        Map<String, String> attributes = attributes(arrival);
        return (type != null && type.startsWith(STRUCTURED)) || attributes.isEmpty()
                ? structured(arrival)
                : new Content(arrival, complete(attributes), arrival.body());
    }

    private static Map<String, String> attributes(Arrival arrival) {
        Map<String, String> attributes = new HashMap<>();
        Map<String, Object> headers = arrival.properties().getHeaders();
        if (headers != null) {
            headers.forEach((name, value) -> {
                String text = Content.text(value);
                for (String prefix : PREFIXES) {
                    if (text != null && name.startsWith(prefix)) {
                        attributes.put(name.substring(prefix.length()), text);
                    }
                }
            });
        }
        return attributes;
    }

    private static Content structured(Arrival arrival) throws RefusedEvent {
        if (!(Bodies.json(arrival.body()) instanceof JsonObject event)) {
            throw refused("it is no CloudEvent: send its attributes in headers, or one JSON object");
        }
        Map<String, String> attributes = new HashMap<>();
        event.forEach((name, value) -> {
            String text = name.startsWith("data")
                    ? null
                    : Pointer.text(Pointer.parse("").in(value));
            if (text != null) {
                attributes.put(name, text);
            }
        });
        return content(arrival, complete(attributes), event);
    }

    private static Content content(Arrival arrival, Map<String, String> attributes, JsonObject event)
            throws RefusedEvent {
        JsonValue encoded = event.get("data_base64");
        if (encoded instanceof JsonString base64) {
            return new Content(arrival, attributes, bytes(base64.getString()));
        }
        JsonValue data = event.get("data");
        return data == null || data.getValueType() == JsonValue.ValueType.NULL
                ? new Content(arrival, attributes, new byte[0])
                : new Content(arrival, attributes, data);
    }

    private static byte[] bytes(String base64) throws RefusedEvent {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw refused("its data_base64 is not base64");
        }
    }

    private static Map<String, String> complete(Map<String, String> attributes) throws RefusedEvent {
        for (String name : REQUIRED) {
            String value = attributes.get(name);
            if (value == null || value.isEmpty()) {
                throw refused("it is no CloudEvent: it has no attribute '" + name + "'");
            }
        }
        return attributes;
    }

    private static RefusedEvent refused(String whatToChange) {
        return new RefusedEvent(RefusalReason.BAD_FORMAT, whatToChange);
    }
}
