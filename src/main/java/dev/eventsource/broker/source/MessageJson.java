package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.LongString;
import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of sources as operators paste and see them: {@code {exchange, routing_key, headers, properties, body}}. Stateless. */
final class MessageJson {
    private MessageJson() {}

    /** Reads one, strictly. */
    static Arrival read(String json) throws InvalidRules {
        JsonMembers message = new JsonMembers("", parse(json));
        message.allowOnly("exchange", "routing_key", "headers", "properties", "body", "base64");
        return new Arrival(
                message.name("exchange"), message.text("routing_key", ""), properties(message), body(message));
    }

    /** Its implementations throw more than JSON-P names, one of them for a number that is too long. */
    private static JsonObject parse(String json) throws InvalidRules {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        } catch (RuntimeException e) {
            throw new InvalidRules("", "the message is not one object of JSON: " + e.getMessage());
        }
    }

    private static AMQP.BasicProperties properties(JsonMembers message) throws InvalidRules {
        JsonMembers own = message.has("properties")
                ? message.object("properties")
                : new JsonMembers("/properties", JsonValue.EMPTY_JSON_OBJECT);
        own.allowOnly(
                "message_id",
                "type",
                "app_id",
                "user_id",
                "correlation_id",
                "content_type",
                "content_encoding",
                "reply_to");
        return new AMQP.BasicProperties.Builder()
                .messageId(textOrNull(own, "message_id"))
                .type(textOrNull(own, "type"))
                .appId(textOrNull(own, "app_id"))
                .userId(textOrNull(own, "user_id"))
                .correlationId(textOrNull(own, "correlation_id"))
                .contentType(textOrNull(own, "content_type"))
                .contentEncoding(textOrNull(own, "content_encoding"))
                .replyTo(textOrNull(own, "reply_to"))
                .headers(message.has("headers") ? message.item("headers").arguments() : Map.of())
                .build();
    }

    private static @Nullable String textOrNull(JsonMembers json, String name) throws InvalidRules {
        return json.has(name) ? json.text(name, "") : null;
    }

    /** A text, or any JSON, which stands for its text; or bytes. */
    private static byte[] body(JsonMembers message) throws InvalidRules {
        if (message.has("base64")) {
            try {
                return Base64.getDecoder().decode(message.text("base64", ""));
            } catch (IllegalArgumentException e) {
                throw message.wrong("base64", "it is no base64");
            }
        }
        JsonValue body = message.item("body").value();
        return String.valueOf(Pointer.text(message.has("body") ? body : Json.createValue("")))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Writes one, as it can be read again. */
    static JsonObjectBuilder write(Arrival arrival) {
        JsonObjectBuilder headers = Json.createObjectBuilder();
        Map<String, Object> all = arrival.properties().getHeaders();
        if (all != null) {
            all.forEach((name, value) -> addHeader(headers, name, value));
        }
        JsonObjectBuilder properties = Json.createObjectBuilder();
        addText(properties, "message_id", arrival.properties().getMessageId());
        addText(properties, "type", arrival.properties().getType());
        addText(properties, "app_id", arrival.properties().getAppId());
        addText(properties, "user_id", arrival.properties().getUserId());
        addText(properties, "correlation_id", arrival.properties().getCorrelationId());
        addText(properties, "content_type", arrival.properties().getContentType());
        addText(properties, "content_encoding", arrival.properties().getContentEncoding());
        addText(properties, "reply_to", arrival.properties().getReplyTo());
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("exchange", arrival.exchange())
                .add("routing_key", arrival.routingKey())
                .add("headers", headers)
                .add("properties", properties);
        try {
            return json.add("body", Utf8.decode(arrival.body()));
        } catch (CharacterCodingException e) {
            return json.add("base64", Base64.getEncoder().encodeToString(arrival.body()));
        }
    }

    /** Those alone that rules can name. */
    private static void addHeader(JsonObjectBuilder headers, String name, @Nullable Object value) {
        if (value instanceof Boolean flag) {
            headers.add(name, flag);
        } else if (value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long) {
            headers.add(name, ((Number) value).longValue());
        } else if (value instanceof Date) {
            addText(headers, name, Content.text(value));
        } else if (value instanceof LongString || value instanceof String || value instanceof Number) {
            headers.add(name, value.toString());
        }
    }

    private static void addText(JsonObjectBuilder json, String name, @Nullable String text) {
        if (text != null) {
            json.add(name, text);
        }
    }
}
