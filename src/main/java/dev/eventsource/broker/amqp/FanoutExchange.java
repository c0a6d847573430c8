package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** An exchange that events or signals come through. One that exists is used as it is; only a missing one is declared, durable. */
public final class FanoutExchange {
    private FanoutExchange() {}

    /** Makes it where it is missing, which is told by true. */
    public static boolean ensure(Connection connection, String name) throws IOException, TimeoutException {
        boolean missing = !Passive.finds(connection, channel -> channel.exchangeDeclarePassive(name));
        if (missing) {
            try (Channel channel = connection.createChannel()) {
                channel.exchangeDeclare(name, BuiltinExchangeType.FANOUT, true);
            }
        }
        return missing;
    }

    /**
     * What is wrong with one that exists: that it is no fanout; empty where it is one, or RabbitMQ does not tell. A passive
     * declaration does not compare types. An active one changes nothing either where the exchange exists, and its refusal
     * names the type first.
     */
    public static Optional<String> fault(Connection connection, String name) throws IOException, TimeoutException {
        if (!ServerProduct.of(connection).isRabbitMq()) {
            return Optional.empty();
        }
        return Passive.refusal(connection, channel -> channel.exchangeDeclare(name, BuiltinExchangeType.FANOUT, true))
                .filter(refusal -> refusal.getReplyCode() == AMQP.PRECONDITION_FAILED
                        && refusal.getReplyText().contains("'type'"))
                .map(refusal ->
                        "the exchange " + name + " is no fanout, so messages with a routing key may not come in:"
                                + " delete it, and the broker makes it anew");
    }
}
