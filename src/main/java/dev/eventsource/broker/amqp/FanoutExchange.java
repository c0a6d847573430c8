package dev.eventsource.broker.amqp;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The exchange that events come through. One that exists is used as it is; only a missing one is declared, durable. */
final class FanoutExchange {
    private FanoutExchange() {}

    static void ensure(Connection connection, String name) throws IOException, TimeoutException {
        if (!Passive.finds(connection, channel -> channel.exchangeDeclarePassive(name))) {
            try (Channel channel = connection.createChannel()) {
                channel.exchangeDeclare(name, BuiltinExchangeType.FANOUT, true);
            }
        }
    }
}
