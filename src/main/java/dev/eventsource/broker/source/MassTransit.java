package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads MassTransit's envelopes, as its System.Text.Json serializer writes them. */
final class MassTransit {
    private static final String URN = "urn:message:";
    private static final List<String> NAMES =
            List.of("messageId", "correlationId", "conversationId", "sourceAddress", "destinationAddress", "sentTime");

    private MassTransit() {}

    static Content open(Arrival arrival) throws RefusedEvent {
        if (!(Bodies.json(arrival.body()) instanceof JsonObject envelope)
                || envelope.getOrDefault("message", JsonValue.NULL).getValueType() == JsonValue.ValueType.NULL) {
            throw new RefusedEvent(
                    RefusalReason.BAD_FORMAT,
                    "it is no envelope of MassTransit: it has no 'message'; a raw serializer's are of the format raw");
        }
        Map<String, String> meta = new HashMap<>();
        for (String name : NAMES) {
            put(meta, name, envelope.get(name));
        }
        put(meta, "id", envelope.get("messageId"));
        if (envelope.get("messageType") instanceof JsonArray types && !types.isEmpty()) {
            String type = String.valueOf(Pointer.text(types.get(0)));
            meta.put("type", type.startsWith(URN) ? type.substring(URN.length()) : type);
        }
        return new Content(arrival, meta, envelope.getOrDefault("message", JsonValue.NULL));
    }

    private static void put(Map<String, String> meta, String name, @Nullable JsonValue value) {
        String text = value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : Pointer.text(value);
        if (text != null) {
            meta.put(name, text);
        }
    }
}
