package dev.eventsource.broker.cluster;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.amqp.Post;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message of a node that is no event but tells how far the feed is read and whether it is bound. Known by its body alone,
 * as every message is; a JSON object, so that others on the exchange can parse it, and without a channel, so that no event
 * is ever taken for one. It has no expiry: of a pair, the first must not go where the second stays.
 *
 * @param way how it comes to the queue
 * @param node the id of the node that put it
 * @param number counted by that node; of a pair, the time at which it was put, in milliseconds, or one more than that of the one before
 */
public record Mark(Way way, String node, long number) {
    private static final String TYPE = "eshq.mark";
    private static final int LONGEST = 100;
    private static final Pattern FORM =
            Pattern.compile("\\{\"eshq:mark\":\"([a-z]{1,9})\",\"node\":\"([0-9a-f]{12})\",\"number\":(\\d{1,18})}");

    /** How a mark comes to the queue, and what for. */
    public enum Way {
        /** Straight to the queue: it was asked for by {@link dev.eventsource.broker.channel.Fences}. */
        FENCE,
        /** Through the exchange: it comes only where the queue is bound. */
        THROUGH,
        /** Straight to the queue, behind the one of its number that went through the exchange. */
        BEHIND,
        /**
         * Straight to the queue: who put it has made the exchange anew, which others find there as if nothing had been. Or through
         * the exchange, where a source's was gone.
         */
        LOST,
        /** Through the exchange of the nodes' signals. */
        SIGNAL;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The mark that a message's body is; null where it is none. */
    public static @Nullable Mark parse(byte[] body) {
        if (body.length > LONGEST || body.length < 3 || body[2] != 'e') {
            return null;
        }
        Matcher form = FORM.matcher(new String(body, StandardCharsets.ISO_8859_1));
        if (!form.matches()) {
            return null;
        }
        for (Way way : Way.values()) {
            if (way.text().equals(form.group(1))) {
                return new Mark(way, form.group(2), Long.parseLong(form.group(3)));
            }
        }
        return null;
    }

    /** The message that puts it. */
    public Post post(String exchange, String routingKey) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .type(TYPE)
                .build();
        return new Post(exchange, routingKey, properties, body());
    }

    private byte[] body() {
        // Not in the digits of the server's language.
        return ("{\"eshq:mark\":\"" + way.text() + "\",\"node\":\"" + node + "\",\"number\":" + number + "}")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
