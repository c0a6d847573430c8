package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents (version 1.0 of the specification, its JSON event format and its AMQP protocol binding). That binding is of
 * AMQP 1.0: RabbitMQ hands on its application properties as headers, whose names have a prefix with a colon, or an underscore where
 * that is not allowed.
 */
final class CloudEvents {
    private static final List<String> PREFIXES = List.of("cloudEvents:", "cloudEvents_");
    private static final List<String> REQUIRED = List.of("id", "source", "specversion", "type");
    private static final String VERSION = "1.0";
    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";
    private static final String CONTENT_TYPE = "datacontenttype";

    private CloudEvents() {}

    static Content open(Arrival arrival) throws RefusedEvent {
        String type = arrival.properties().getContentType();
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (lower.startsWith(BATCH)) {
            throw refused("a batch of CloudEvents is not read: send each as a message of its own");
        }
        Map<String, String> attributes = attributes(arrival);
        if (lower.startsWith(STRUCTURED) || attributes.isEmpty()) {
            return CloudEventJson.open(arrival);
        }
        if (type != null) {
            attributes.put(CONTENT_TYPE, type);
        }
        return new Content(arrival, complete(attributes), ReadableBody.of(arrival));
    }

    private static Map<String, String> attributes(Arrival arrival) {
        Map<String, String> attributes = new HashMap<>();
        Map<String, Object> headers = arrival.properties().getHeaders();
        if (headers != null) {
            headers.forEach((name, value) -> {
                String text = text(value);
                for (String prefix : PREFIXES) {
                    if (text != null && name.startsWith(prefix)) {
                        attributes.put(name.substring(prefix.length()), text);
                    }
                }
            });
        }
        return attributes;
    }

    /** Of a kind of AMQP's own, or already as the specification writes it. */
    private static @Nullable String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : Content.text(value);
    }

    /** The attributes, or why they are none of a CloudEvent. */
    static Map<String, String> complete(Map<String, String> attributes) throws RefusedEvent {
        for (String name : REQUIRED) {
            String value = attributes.get(name);
            if (value == null || value.isEmpty()) {
                throw refused("it is no CloudEvent: it has no attribute '" + name + "'");
            }
        }
        if (!VERSION.equals(attributes.get("specversion"))) {
            throw refused("its specversion is not " + VERSION + ", the only one that is read");
        }
        return attributes;
    }

    static RefusedEvent refused(String whatToChange) {
        return new RefusedEvent(RefusalReason.BAD_FORMAT, whatToChange);
    }
}
