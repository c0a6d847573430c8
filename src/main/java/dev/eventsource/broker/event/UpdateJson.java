package dev.eventsource.broker.event;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message says that is an update: {@code topics}, {@code private} and {@code retry}. Stateless. */
final class UpdateJson {
    private static final int MOST_DIGITS = 9;

    private UpdateJson() {}

    static Update read(Map<String, JsonField> fields) throws RefusedEvent {
        return new Update(topics(field(fields, "topics")), isPrivate(field(fields, "private")), retry(fields));
    }

    private static JsonField field(Map<String, JsonField> fields, String name) {
        return fields.getOrDefault(name, JsonField.NULL);
    }

    private static List<String> topics(JsonField field) throws RefusedEvent {
        List<String> topics = new ArrayList<>();
        if (field.type() == JsonField.Type.OTHER && field.text().startsWith("[")) {
            try (JsonReader reader =
                    Json.createReader(new ByteArrayInputStream(field.text().getBytes(StandardCharsets.UTF_8)))) {
                JsonArray values = reader.readArray();
                for (JsonValue value : values) {
                    topics.add(value instanceof JsonString text ? text.getString() : "");
                }
            }
        }
        if (topics.isEmpty() || topics.contains("")) {
            throw new RefusedEvent(RefusalReason.BAD_TOPICS, "topics is not an array of strings that are not empty");
        }
        return topics;
    }

    private static boolean isPrivate(JsonField field) throws RefusedEvent {
        if (!field.isNull() && !List.of("true", "false").contains(field.text())) {
            throw new RefusedEvent(RefusalReason.BAD_TOPICS, "private is neither true nor false");
        }
        return field.text().equals("true");
    }

    private static @Nullable Duration retry(Map<String, JsonField> fields) throws RefusedEvent {
        JsonField field = field(fields, "retry");
        if (field.isNull()) {
            return null;
        }
        if (!field.isInteger() || field.text().length() > MOST_DIGITS) {
            throw new RefusedEvent(RefusalReason.BAD_TOPICS, "retry is no whole number of milliseconds");
        }
        return Duration.ofMillis(Long.parseLong(field.text()));
    }

    static void write(Update update, JsonObjectBuilder json) {
        json.add("topics", Json.createArrayBuilder(update.topics()));
        if (update.isPrivate()) {
            json.add("private", true);
        }
        if (update.retry() != null) {
            json.add("retry", update.retry().toMillis());
        }
    }
}
