package dev.eventsource.broker.console;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.Map;
import java.util.Set;

/** Knows what {@link Figures} look like: whoever may write to RabbitMQ may send others, of which no page is to stumble. */
final class FiguresForm {
    private static final Set<ValueType> TEXT = Set.of(ValueType.STRING);
    private static final Set<ValueType> NUMBER = Set.of(ValueType.NUMBER);
    private static final Set<ValueType> FLAG = Set.of(ValueType.TRUE, ValueType.FALSE);

    private static final Map<String, Set<ValueType>> OF_NODE = Map.ofEntries(
            Map.entry("node", TEXT),
            Map.entry("host", TEXT),
            Map.entry("version", TEXT),
            Map.entry("up_seconds", NUMBER),
            Map.entry("ready", FLAG),
            Map.entry("draining", FLAG),
            Map.entry("problems", Set.of(ValueType.OBJECT)),
            Map.entry("connections", NUMBER),
            Map.entry("channels", NUMBER),
            Map.entry("events", NUMBER),
            Map.entry("events_per_second", NUMBER),
            Map.entry("deliveries", NUMBER),
            Map.entry("deliveries_per_second", NUMBER),
            Map.entry("lag_seconds", NUMBER),
            Map.entry("refused", NUMBER),
            Map.entry("busiest", Set.of(ValueType.ARRAY)));

    private static final Map<String, Set<ValueType>> OF_CHANNEL =
            Map.of("channel", TEXT, "events_per_second", NUMBER, "streams", NUMBER);

    private FiguresForm() {}

    static boolean fits(JsonObject figures) {
        return has(figures, OF_NODE)
                && figures.getJsonObject("problems").values().stream().allMatch(FiguresForm::isText)
                && figures.getJsonArray("busiest").stream().allMatch(FiguresForm::isChannel);
    }

    private static boolean isChannel(JsonValue value) {
        return value instanceof JsonObject channel
                && has(channel, OF_CHANNEL)
                && (!channel.containsKey("user") || channel.get("user") instanceof JsonString);
    }

    private static boolean has(JsonObject object, Map<String, Set<ValueType>> fields) {
        return fields.entrySet().stream().allMatch(field -> {
            JsonValue value = object.getOrDefault(field.getKey(), JsonValue.NULL);
            return field.getValue().contains(value.getValueType());
        });
    }

    private static boolean isText(JsonValue value) {
        return value.getValueType() == ValueType.STRING;
    }
}
