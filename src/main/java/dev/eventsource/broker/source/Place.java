package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What may stand in the braces of a {@link Template}. */
final class Place {
    private static final String HEADER = "header.";
    private static final String META = "meta.";
    private static final int MOST_DIGITS = 3;

    /** By the names that AMQP 0-9-1 has for them. */
    private static final Map<String, Function<AMQP.BasicProperties, @Nullable Object>> PROPERTIES = Map.of(
            "message_id", AMQP.BasicProperties::getMessageId,
            "type", AMQP.BasicProperties::getType,
            "app_id", AMQP.BasicProperties::getAppId,
            "user_id", AMQP.BasicProperties::getUserId,
            "correlation_id", AMQP.BasicProperties::getCorrelationId,
            "content_type", AMQP.BasicProperties::getContentType,
            "reply_to", AMQP.BasicProperties::getReplyTo);

    private Place() {}

    /** What a pointer points at in the payload. */
    record OfBody(Pointer pointer) implements Template.Part {
        @Override
        public @Nullable String in(Content content, boolean mayBeBinary) {
            return content.at(pointer);
        }
    }

    /** A word of the routing key, from 0. */
    record OfKey(int number) implements Template.Part {
        @Override
        public @Nullable String in(Content content, boolean mayBeBinary) {
            return number < content.words().size() ? content.words().get(number) : null;
        }
    }

    /** The part of that name; {@link IllegalArgumentException} where there is none. */
    static Template.Part of(String name) {
        Function<AMQP.BasicProperties, @Nullable Object> property = PROPERTIES.get(name);
        if (property != null) {
            return (content, mayBeBinary) ->
                    Content.text(property.apply(content.arrival().properties()));
        }
        if (name.startsWith("/")) {
            return new OfBody(Pointer.parse(name));
        }
        if (name.startsWith(HEADER) && name.length() > HEADER.length()) {
            String header = name.substring(HEADER.length());
            return (content, mayBeBinary) -> content.header(header);
        }
        if (name.startsWith(META) && name.length() > META.length()) {
            String meta = name.substring(META.length());
            return (content, mayBeBinary) -> content.meta(meta);
        }
        return isNumber(name) ? new OfKey(Integer.parseInt(name)) : whole(name);
    }

    /** What whoever wrote the name of a member may have meant. */
    private static String pointer(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_.-]*") ? "/" + name.replace('.', '/') : "/order";
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.length() <= MOST_DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Template.Part whole(String name) {
        return switch (name) {
            case "key" -> (content, mayBeBinary) -> content.arrival().routingKey();
            case "exchange" -> (content, mayBeBinary) -> content.arrival().exchange();
            case "body" -> Content::text;
            default ->
                throw new IllegalArgumentException("'{" + name
                        + "}' is nothing that a message has: write the number of a word of the routing key from 0, key,"
                        + " exchange, body, a JSON pointer such as {" + pointer(name)
                        + "}, header.NAME, meta.NAME, or one of "
                        + String.join(
                                ", ", PROPERTIES.keySet().stream().sorted().toList()));
        };
    }
}
