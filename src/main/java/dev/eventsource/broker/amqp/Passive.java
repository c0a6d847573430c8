package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Asks whether something exists at the server, which AMQP calls a passive declaration. */
final class Passive {
    private Passive() {}

    interface Declaration {
        void on(Channel channel) throws IOException;
    }

    /** Whether it exists. A channel on which it is asked for is closed by the server where it does not. */
    static boolean finds(Connection connection, Declaration declaration) throws IOException, TimeoutException {
        Channel channel =
                connection.openChannel().orElseThrow(() -> new IOException("RabbitMQ allows no more AMQP channels"));
        try {
            declaration.on(channel);
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
}
