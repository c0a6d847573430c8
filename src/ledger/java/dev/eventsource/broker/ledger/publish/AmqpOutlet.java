package dev.eventsource.broker.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import dev.eventsource.broker.ledger.cluster.Hub;
import dev.eventsource.broker.ledger.event.Message;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A back end's own connection to the exchange, with confirms and {@code mandatory}: what RabbitMQ confirms but returns as
 * unroutable is not confirmed. {@code returned} is written by the connection's thread before it brings the confirm, and
 * {@code losesNextConfirm} by any.
 */
final class AmqpOutlet implements Outlet {
    private static final String EXCHANGE = "eventsource.fanout";
    private static final int LONGEST_CONNECT_MILLIS = 5_000;
    private static final int LONGEST_CONFIRM_MILLIS = 5_000;
    private static final BasicProperties PERSISTENT = MessageProperties.MINIMAL_PERSISTENT_BASIC;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final List<Integer> ports;
    private final Function<Message, JsonObjectBuilder> address;
    private int tries;
    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private volatile boolean returned;
    private volatile boolean losesNextConfirm;

    /**
     * A connection that is opened when there is something to send.
     *
     * @param ports of RabbitMQ's servers, which are tried in turn
     * @param address to whom a message is, in its JSON
     */
    private AmqpOutlet(List<Integer> ports, Function<Message, JsonObjectBuilder> address) {
        this.ports = ports;
        this.address = address;
        factory.setHost("127.0.0.1");
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(LONGEST_CONNECT_MILLIS);
        factory.setHandshakeTimeout(LONGEST_CONNECT_MILLIS);
        factory.setChannelRpcTimeout(LONGEST_CONNECT_MILLIS);
    }

    /** For events of everyone's channels. */
    static AmqpOutlet ofEvents(List<Integer> ports) {
        return new AmqpOutlet(ports, AmqpOutlet::toChannel);
    }

    /** For events of one user's channels. */
    static AmqpOutlet ofEvents(List<Integer> ports, String user) {
        return new AmqpOutlet(ports, message -> toChannel(message).add("user", user));
    }

    /** For updates of the hub's topics. */
    static AmqpOutlet ofUpdates(List<Integer> ports) {
        return new AmqpOutlet(ports, AmqpOutlet::toTopics);
    }

    private static JsonObjectBuilder toChannel(Message message) {
        return Json.createObjectBuilder().add("channel", message.line().channel());
    }

    private static JsonObjectBuilder toTopics(Message message) {
        String channel = message.line().channel();
        return Json.createObjectBuilder()
                .add("topics", Json.createArrayBuilder(Hub.topics(channel)))
                .add("private", Hub.isPrivate(channel));
    }

    /** Lets the connection break off behind the next message, before its confirm is read. Any thread may call. */
    void loseNextConfirm() {
        losesNextConfirm = true;
    }

    @Override
    public void send(Message message) throws InterruptedException {
        try {
            Channel open = open();
            returned = false;
            open.basicPublish(EXCHANGE, "", true, PERSISTENT, body(message));
            if (losesNextConfirm) {
                losesNextConfirm = false;
                open.getConnection().abort(LONGEST_CONNECT_MILLIS);
            } else if (open.waitForConfirms(LONGEST_CONFIRM_MILLIS) && !returned) {
                message.noteConfirmed();
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            close();
        }
    }

    private Channel open() throws IOException, TimeoutException {
        Channel current = channel;
        if (current != null && current.isOpen()) {
            return current;
        }
        close();
        factory.setPort(ports.get(tries++ % ports.size()));
        Connection opened = factory.newConnection("ledger-publisher");
        connection = opened;
        Channel fresh = opened.createChannel();
        fresh.confirmSelect();
        fresh.addReturnListener(message -> returned = true);
        channel = fresh;
        return fresh;
    }

    private byte[] body(Message message) {
        JsonObjectBuilder json = address.apply(message).add("data", message.data());
        String id = message.ownId();
        if (id != null) {
            json.add("id", id);
        }
        return json.build().toString().getBytes(UTF_8);
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.abort(LONGEST_CONNECT_MILLIS);
            connection = null;
            channel = null;
        }
    }
}
