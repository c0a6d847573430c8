package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import dev.eventsource.broker.settings.Node;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/**
 * The message that is a mark in the feed, see {@link dev.eventsource.broker.channel.Fences}. It goes straight to the queue,
 * so nobody else on the exchange gets it, and no message that came through the exchange is ever taken for one.
 */
@Singleton
class FenceMark {
    /** Marks it on its way through JMS, which every other header is taken off for. */
    static final String HEADER = "eshq_fence";

    private static final String TYPE = "eshq.fence";

    private final String prefix;

    @Inject
    FenceMark(Node node) {
        this.prefix = node.id() + " ";
    }

    static boolean is(Envelope envelope, AMQP.BasicProperties properties) {
        return envelope.getExchange().isEmpty() && TYPE.equals(properties.getType());
    }

    Post post(String queue, long number) {
        return new Post("", queue, TYPE, (prefix + number).getBytes(StandardCharsets.UTF_8));
    }

    /** The number of a mark that this node put; -1 where another one did. */
    long number(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith(prefix) ? Long.parseLong(text.substring(prefix.length())) : -1;
    }
}
