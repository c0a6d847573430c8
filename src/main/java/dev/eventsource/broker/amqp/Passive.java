package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Asks what the server says to a declaration, each on an AMQP channel of its own, since it closes the one it refuses on. */
public final class Passive {
    private Passive() {}

    /** What is asked. */
    public interface Declaration {
        /** Asks it on a channel. */
        void on(Channel channel) throws IOException;
    }

    /** Whether what a passive declaration asks for exists. */
    public static boolean finds(Connection connection, Declaration declaration) throws IOException, TimeoutException {
        Optional<AMQP.Channel.Close> refusal = refusal(connection, declaration);
        if (refusal.isPresent() && refusal.get().getReplyCode() != AMQP.NOT_FOUND) {
            throw new IOException(refusal.get().getReplyText());
        }
        return refusal.isEmpty();
    }

    /** The server's refusal of a declaration; empty where it did as it was told. */
    public static Optional<AMQP.Channel.Close> refusal(Connection connection, Declaration declaration)
            throws IOException, TimeoutException {
        Channel channel =
                connection.openChannel().orElseThrow(() -> new IOException("RabbitMQ allows no more AMQP channels"));
        try {
            declaration.on(channel);
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(refusalIn(e));
        } catch (ShutdownSignalException e) {
            // As whoever waits for an answer that is none of his own is told of the channel's end.
            return Optional.of(refusalIn(new IOException(e)));
        }
    }

    /** The server's refusal that a failure tells of; a failure that tells of none is thrown. */
    public static AMQP.Channel.Close refusalIn(IOException failure) throws IOException {
        if (failure.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close) {
            return close;
        }
        throw failure;
    }
}
