package dev.eventsource.broker.event;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message says that is an update: {@code topics}, {@code private} and {@code retry}. Stateless. */
final class UpdateJson {
    private static final int MOST_DIGITS = 9;
    private static final JsonParserFactory PARSERS = Json.createParserFactory();

    private UpdateJson() {}

    static Update read(Map<String, JsonField> fields) throws RefusedEvent {
        return new Update(topics(field(fields, "topics")), isPrivate(field(fields, "private")), retry(fields));
    }

    private static JsonField field(Map<String, JsonField> fields, String name) {
        return fields.getOrDefault(name, JsonField.NULL);
    }

    /** Reads no further than the first that is no topic: the array may be of any length, and a number in it too. */
    private static List<String> topics(JsonField field) throws RefusedEvent {
        List<String> topics = new ArrayList<>();
        if (field.type() == JsonField.Type.OTHER && takesStrings(field.text(), topics)) {
            return topics;
        }
        throw new RefusedEvent(
                RefusalReason.BAD_TOPICS,
                "topics is not an array of 1 to %d strings".formatted(UpdateRules.MOST_TOPICS));
    }

    /** Adds the strings of an array; false where it is none, or has anything else or too many. */
    private static boolean takesStrings(String json, List<String> strings) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            boolean isArray = parser.next() == JsonParser.Event.START_ARRAY;
            JsonParser.Event event = parser.next();
            while (isArray && event == JsonParser.Event.VALUE_STRING && strings.size() < UpdateRules.MOST_TOPICS) {
                strings.add(parser.getString());
                event = parser.next();
            }
            return isArray && event == JsonParser.Event.END_ARRAY;
        } catch (RuntimeException noArray) {
            // Whatever a parser finds wrong with it: what comes behind the message must not wait for that.
            return false;
        }
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
