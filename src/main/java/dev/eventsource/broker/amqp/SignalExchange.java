package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The exchange that signals between nodes travel through, each node with a queue of its own on it. Stateless. */
@Singleton
class SignalExchange {
    private static final Logger LOG = System.getLogger(SignalExchange.class.getName());

    private final Signals signals;
    private final String exchange;
    private final String queue;

    @Inject
    SignalExchange(Signals signals, Node node, Settings settings) {
        this.signals = signals;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE) + ".signals";
        this.queue = "eventsource." + node.id() + ".signals";
    }

    /** Hears what nodes tell from now on, for as long as the connection lasts. */
    void bind(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        channel.exchangeDeclare(exchange, BuiltinExchangeType.FANOUT, true);
        channel.queueDeclare(queue, false, true, true, null);
        channel.queueBind(queue, exchange, "");
        channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                hear(body);
            }
        });
    }

    /** One bad signal, or an observer's failure, must not end the consumer. */
    private void hear(byte[] body) {
        try {
            signals.hear(SignalJson.parse(body));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A signal from another node could not be followed", e);
        }
    }

    /** The message that tells a signal to all nodes. */
    Post post(Signal signal) {
        return new Post(exchange, "", null, SignalJson.write(signal));
    }
}
