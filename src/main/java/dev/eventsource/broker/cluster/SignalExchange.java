package dev.eventsource.broker.cluster;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.eventsource.broker.amqp.FanoutExchange;
import dev.eventsource.broker.amqp.Passive;
import dev.eventsource.broker.amqp.Post;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The exchange that signals between nodes travel through, each node with a queue of its own on it. One that exists is used as
 * it is. What RabbitMQ refuses here is a fault that is told, and not the end of the connection: events come in without signals.
 * The feed's thread alone binds, and any thread may ask for the fault.
 */
@Singleton
public final class SignalExchange {
    private static final Logger LOG = System.getLogger(SignalExchange.class.getName());

    private final Signals signals;
    private final String exchange;
    private final String queue;
    private final String node;
    private long asked;
    private @Nullable Channel channel;

    /** Written by the feed's thread, and by the connection's reading thread when the queue is gone. */
    private volatile boolean consumed;

    /** Written by the connection's reading thread, read by the feed's. */
    private volatile long heard;

    /** Written by the feed's thread, read by any. */
    private volatile Optional<String> fault = Optional.empty();

    private String lastRefusal = "";

    @Inject
    SignalExchange(Signals signals, Node node, Settings settings) {
        this.signals = signals;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE) + ".signals";
        this.node = node.id();
        this.queue = "eventsource." + node.id() + ".signals";
    }

    /** Hears what nodes tell from now on, for as long as the connection lasts. */
    public void listen(Connection connection) throws IOException, TimeoutException {
        heard = asked;
        bind(connection);
    }

    /** Sees to it that the exchange and the queue are there, bound, and read. */
    public void bind(Connection connection) throws IOException, TimeoutException {
        try {
            FanoutExchange.ensure(connection, exchange);
            bind(channelOf(connection));
            noteRefusal("");
        } catch (IOException e) {
            noteRefusal(Passive.refusalIn(e).getReplyText());
        }
    }

    private void bind(Channel on) throws IOException {
        on.queueDeclare(queue, false, true, true, null);
        on.queueBind(queue, exchange, "");
        if (!consumed) {
            consumed = true;
            consume(on);
        }
    }

    /** The one that was there before, unless the server has closed it at a refusal. */
    private Channel channelOf(Connection connection) throws IOException {
        Channel current = channel;
        if (current == null || current.getConnection() != connection || !current.isOpen()) {
            current = connection.createChannel();
            channel = current;
            consumed = false;
        }
        return current;
    }

    private void consume(Channel on) throws IOException {
        on.basicConsume(queue, true, new DefaultConsumer(on) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                hear(body);
            }

            @Override
            public void handleCancel(String tag) {
                consumed = false;
            }
        });
    }

    private void noteRefusal(String refusal) {
        if (!refusal.isEmpty() && !refusal.equals(lastRefusal)) {
            LOG.log(Level.WARNING, "Signals of the nodes do not come in: RabbitMQ refuses it: {0}", refusal);
        }
        lastRefusal = refusal;
        fault = refusal.isEmpty()
                ? Optional.empty()
                : Optional.of("RabbitMQ refuses the exchange " + exchange
                        + " or the node's queue on it, so nodes hear of each other late; the log says why");
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

    /** Whether it is refused, or the last two of those messages have not come in. The feed's thread alone calls it. */
    public boolean isSilent() {
        return fault.isPresent() || heard < asked - 1;
    }

    /** Why signals cannot come in; empty where nothing is known to stand in their way. */
    public Optional<String> fault() {
        return fault;
    }

    /** The message that tells a signal to all nodes. */
    public Post post(Signal signal) {
        return new Post(exchange, "", new AMQP.BasicProperties(), SignalJson.write(signal));
    }
}
