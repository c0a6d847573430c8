package dev.eventsource.broker.source;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Bindings as the message that keeps them has them. Stateless. */
final class BindingsJson {
    private BindingsJson() {}

    /** Those that a message has, and that can be; none where somebody else wrote it: what is bound without being known stays. */
    static Set<SourceBinding> read(byte[] body) {
        Set<SourceBinding> bindings = new LinkedHashSet<>();
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            for (JsonValue each : reader.readArray()) {
                bindings.add(binding(each.asJsonObject()));
            }
            bindings.removeIf(each -> !each.canBeAsked());
            return bindings;
        } catch (RuntimeException written) {
            return new LinkedHashSet<>();
        }
    }

    private static SourceBinding binding(JsonObject json) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        json.getJsonObject("arguments").forEach((name, value) -> arguments.put(name, argument(value)));
        return new SourceBinding(json.getString("exchange"), json.getString("key"), arguments);
    }

    private static Object argument(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value instanceof JsonNumber number
                ? number.longValueExact()
                : value.getValueType() == JsonValue.ValueType.TRUE;
    }

    static byte[] write(Set<SourceBinding> bindings) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (SourceBinding binding : bindings) {
            JsonObjectBuilder arguments = Json.createObjectBuilder();
            binding.arguments().forEach((name, value) -> add(arguments, name, value));
            array.add(Json.createObjectBuilder()
                    .add("exchange", binding.exchange())
                    .add("key", binding.key())
                    .add("arguments", arguments));
        }
        return array.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void add(JsonObjectBuilder arguments, String name, Object value) {
        if (value instanceof Boolean flag) {
            arguments.add(name, flag);
        } else if (value instanceof Long number) {
            arguments.add(name, number);
        } else {
            arguments.add(name, value.toString());
        }
    }
}
