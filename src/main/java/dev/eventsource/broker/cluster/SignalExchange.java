package dev.eventsource.broker.cluster;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.eventsource.broker.amqp.Post;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeoutException;

/** The exchange that signals between nodes travel through, each node with a queue of its own on it. */
@Singleton
public final class SignalExchange {
    private static final Logger LOG = System.getLogger(SignalExchange.class.getName());

    private final Signals signals;
    private final String exchange;
    private final String queue;
    private final String node;
    private long asked;

    /** Written by the connection's reading thread, read by the feed's. */
    private volatile long heard;

    @Inject
    SignalExchange(Signals signals, Node node, Settings settings) {
        this.signals = signals;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE) + ".signals";
        this.node = node.id();
        this.queue = "eventsource." + node.id() + ".signals";
    }

    /** Hears what nodes tell from now on, for as long as the connection lasts. */
    public void listen(Connection connection) throws IOException, TimeoutException {
        bind(connection);
        heard = asked;
        Channel channel = connection.createChannel();
        channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                hear(body);
            }
        });
    }

    /** Sees to it that the exchange and the queue are there, and bound. */
    public void bind(Connection connection) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(exchange, BuiltinExchangeType.FANOUT, true);
            channel.queueDeclare(queue, false, true, true, null);
            channel.queueBind(queue, exchange, "");
        }
    }

    /** One bad signal, or an observer's failure, must not end the consumer. */
    private void hear(byte[] body) {
        try {
            Mark mark = Mark.parse(body);
            if (mark == null) {
                signals.hear(SignalJson.parse(body));
            } else if (mark.node().equals(node)) {
                heard = mark.number();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A signal from another node could not be followed", e);
        }
    }

    /** The message that shows whether signals come in. The feed's thread alone calls it. */
    public Post mark() {
        return new Mark(Mark.Way.SIGNAL, node, ++asked).post(exchange, "");
    }

    /** Whether the last two of those messages have not come in. The feed's thread alone calls it. */
    public boolean isSilent() {
        return heard < asked - 1;
    }

    /** The message that tells a signal to all nodes. */
    public Post post(Signal signal) {
        return new Post(exchange, "", new AMQP.BasicProperties(), SignalJson.write(signal));
    }
}
