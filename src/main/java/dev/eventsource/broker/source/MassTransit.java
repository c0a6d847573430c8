package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of MassTransit's JSON serializers: an envelope, or, from the raw one, the message alone, with what an envelope
 * would say in headers.
 */
final class MassTransit {
    private static final String ENVELOPES = "application/vnd.masstransit";
    private static final String URN = "urn:message:";
    private static final String TYPES = "MT-MessageType";
    private static final List<String> NAMES = List.of(
            "messageId",
            "requestId",
            "correlationId",
            "conversationId",
            "initiatorId",
            "sourceAddress",
            "destinationAddress",
            "responseAddress",
            "faultAddress",
            "expirationTime",
            "sentTime");
    private static final Map<String, String> HEADERS = Map.of(
            "messageId", "MessageId",
            "requestId", "RequestId",
            "correlationId", "CorrelationId",
            "conversationId", "ConversationId",
            "initiatorId", "MT-InitiatorId",
            "sourceAddress", "MT-Source-Address",
            "responseAddress", "MT-Response-Address",
            "faultAddress", "MT-Fault-Address");

    private MassTransit() {}

    static Content open(Arrival arrival) throws RefusedEvent {
        String type = arrival.properties().getContentType();
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (lower.startsWith(ENVELOPES) && !lower.startsWith(ENVELOPES + "+json")) {
            throw refused("it is no JSON but '" + type + "': have its publisher use the JSON serializer");
        }
        String types = Content.header(arrival.properties(), TYPES);
        return types == null || lower.startsWith(ENVELOPES) ? envelope(arrival) : raw(arrival, types);
    }

    private static Content raw(Arrival arrival, String types) throws RefusedEvent {
        Map<String, String> meta = new HashMap<>();
        HEADERS.forEach((name, header) -> put(meta, name, Content.header(arrival.properties(), header)));
        put(meta, "id", meta.get("messageId"));
        put(meta, "type", name(types.split(";", 2)[0]));
        return new Content(arrival, meta, ReadableBody.of(arrival));
    }

    private static Content envelope(Arrival arrival) throws RefusedEvent {
        if (!(Bodies.json(ReadableBody.of(arrival)) instanceof JsonObject envelope)
                || envelope.getOrDefault("message", JsonValue.NULL).getValueType() == JsonValue.ValueType.NULL) {
            throw refused(
                    "it is no envelope of MassTransit: it has no 'message'; of a raw serializer without headers it is"
                            + " of the format raw");
        }
        Map<String, String> meta = new HashMap<>();
        NAMES.forEach(name -> put(meta, name, text(envelope.get(name))));
        put(meta, "id", meta.get("messageId"));
        if (envelope.get("messageType") instanceof JsonArray types && !types.isEmpty()) {
            put(meta, "type", name(String.valueOf(Pointer.text(types.get(0)))));
        }
        if (envelope.get("headers") instanceof JsonObject headers) {
            headers.forEach((name, value) -> put(meta, "headers." + name, text(value)));
        }
        return new Content(arrival, meta, envelope.getOrDefault("message", JsonValue.NULL));
    }

    private static String name(String type) {
        return type.startsWith(URN) ? type.substring(URN.length()) : type;
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        return Pointer.text(Pointer.parse("").in(value));
    }

    private static void put(Map<String, String> meta, String name, @Nullable String text) {
        if (text != null) {
            meta.put(name, text);
        }
    }

    private static RefusedEvent refused(String whatToChange) {
        return new RefusedEvent(RefusalReason.BAD_FORMAT, whatToChange);
    }
}
