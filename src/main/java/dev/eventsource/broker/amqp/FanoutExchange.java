package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The exchange that events come through. One that exists is used as it is; only a missing one is declared, durable. */
final class FanoutExchange {
    private FanoutExchange() {}

    static void ensure(Connection connection, String name) throws IOException, TimeoutException {
        if (!exists(connection, name)) {
            try (Channel channel = open(connection)) {
                channel.exchangeDeclare(name, BuiltinExchangeType.FANOUT, true);
            }
        }
    }

    /** A channel on which it is asked for is closed by the server where there is none. */
    private static boolean exists(Connection connection, String name) throws IOException, TimeoutException {
        Channel channel = open(connection);
        try {
            channel.exchangeDeclarePassive(name);
            channel.close();
            return true;
        } catch (IOException e) {
            if (isNotFound(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isNotFound(IOException e) {
        return e.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close
                && close.getReplyCode() == AMQP.NOT_FOUND;
    }

    private static Channel open(Connection connection) throws IOException {
        return connection.openChannel().orElseThrow(() -> new IOException("RabbitMQ allows no more AMQP channels"));
    }
}
