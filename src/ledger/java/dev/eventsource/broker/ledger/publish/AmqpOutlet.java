package dev.eventsource.broker.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.MessageProperties;
import dev.eventsource.broker.ledger.cluster.Hub;
import dev.eventsource.broker.ledger.event.Message;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.function.Function;

/** The broker's own exchange, as a back end publishes to it. */
final class AmqpOutlet implements Outlet {
    static final String EXCHANGE = "eventsource.fanout";
    private static final BasicProperties PERSISTENT = MessageProperties.MINIMAL_PERSISTENT_BASIC;

    private final ConfirmedChannel channel;
    private final Function<Message, JsonObjectBuilder> address;

    /**
     * A connection that is opened when there is something to send.
     *
     * @param ports of RabbitMQ's servers, which are tried in turn
     * @param address to whom a message is, in its JSON
     */
    private AmqpOutlet(List<Integer> ports, Function<Message, JsonObjectBuilder> address) {
        this.channel = new ConfirmedChannel(ports);
        this.address = address;
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

    /** As of {@link ConfirmedChannel}. Any thread may call. */
    void loseNextConfirm() {
        channel.loseNextConfirm();
    }

    @Override
    public void send(Message message) throws InterruptedException {
        if (channel.publish(EXCHANGE, "", PERSISTENT, body(message))) {
            message.noteConfirmed();
        }
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
        channel.close();
    }
}
