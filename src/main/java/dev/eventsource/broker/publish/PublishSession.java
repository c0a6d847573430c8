package dev.eventsource.broker.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.SocketConfigurator;
import dev.eventsource.broker.amqp.AmqpFailure;
import dev.eventsource.broker.amqp.AmqpServer;
import dev.eventsource.broker.amqp.FanoutExchange;
import dev.eventsource.broker.amqp.Post;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the publisher, with one AMQP channel in confirm mode. The publisher's thread alone sends and closes, and
 * writes {@code posts}; it may hang in the kernel when RabbitMQ takes no more bytes, which {@link #endIfHung}, called by
 * another, brings to an end. {@code writingSince} is written by the publisher's thread, or by who stops that, {@code blocked}
 * by the connection's, and {@code ended} by whoever ends it.
 */
final class PublishSession {
    private static final Logger LOG = System.getLogger(PublishSession.class.getName());
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    /** How long RabbitMQ may take nothing, or say nothing on what it was sent. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private final String exchange;
    private final Connection connection;
    private final Channel channel;
    private final Socket socket;
    private final Confirms confirms = new Confirms();
    private Channel posts;
    private volatile boolean blocked;
    private volatile boolean ended;

    /** By {@link System#nanoTime}; 0 while nothing is written. */
    private volatile long writingSince;

    private PublishSession(String exchange, Connection connection, Socket socket) throws IOException {
        this.exchange = exchange;
        this.connection = connection;
        this.socket = socket;
        this.channel = newChannel();
        this.posts = newChannel();
    }

    static PublishSession open(AmqpServer server, String exchange, Runnable doubt)
            throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        server.configure(factory);
        Catch caught = new Catch(factory.getSocketConfigurator());
        factory.setSocketConfigurator(caught);
        Connection connection = factory.newConnection("eventsource-publisher");
        try {
            FanoutExchange.ensure(connection, exchange);
            PublishSession session = new PublishSession(exchange, connection, caught.socket());
            session.listen(doubt);
            return session;
        } catch (IOException | TimeoutException | RuntimeException e) {
            connection.abort((int) LONGEST_CLOSE.toMillis());
            throw e;
        }
    }

    /** Keeps the socket, whose end ends a write that hangs. For the thread that connects. */
    private static final class Catch implements SocketConfigurator {
        private final @Nullable SocketConfigurator other;
        private @Nullable Socket socket;

        Catch(@Nullable SocketConfigurator other) {
            this.other = other;
        }

        @Override
        public void configure(Socket made) throws IOException {
            if (other != null) {
                other.configure(made);
            }
            socket = made;
        }

        Socket socket() throws IOException {
            if (socket == null) {
                throw new IOException("no socket");
            }
            return socket;
        }
    }

    private Channel newChannel() throws IOException {
        return connection.openChannel().orElseThrow(() -> new IOException("RabbitMQ allows no more AMQP channels"));
    }

    /** An event that comes back, or an AMQP channel that is closed, may mean that an exchange or a binding is gone. */
    private void listen(Runnable doubt) throws IOException {
        channel.confirmSelect();
        channel.addConfirmListener(
                (sequence, multiple) -> confirms.settle(sequence, multiple, true),
                (sequence, multiple) -> confirms.settle(sequence, multiple, false));
        channel.addReturnListener(message -> {
            confirms.returned(Long.parseLong(message.getProperties().getCorrelationId()));
            doubt.run();
        });
        channel.addShutdownListener(signal -> {
            tell(signal);
            confirms.abandon();
            doubt.run();
        });
        connection.addBlockedListener(reason -> blocked = true, () -> blocked = false);
    }

    /** Where it was not the broker's own doing; the next is opened before anybody sees that there is none. */
    private void tell(ShutdownSignalException signal) {
        if (!ended && !signal.isInitiatedByApplication()) {
            LOG.log(Level.INFO, "The publisher''s AMQP channel was closed: {0}", AmqpFailure.inWords(signal));
        }
    }

    boolean isOpen() {
        return !ended && channel.isOpen();
    }

    /** Whether RabbitMQ takes no messages for now, being short of memory or disk. */
    boolean isBlocked() {
        return blocked;
    }

    /** Sends an event; what comes of it is told later. */
    void send(Publication publication) throws IOException {
        long sequence = channel.getNextPublishSeqNo();
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(2)
                .correlationId(Long.toString(sequence))
                .build();
        confirms.expect(sequence, publication);
        write(() -> channel.basicPublish(exchange, "", true, properties, publication.body()));
    }

    /**
     * Sends messages that nobody waits for, in their order, on an AMQP channel of their own: where the server refuses one, it
     * closes that channel and not the one on which events wait for their confirms. Of the messages of one call none comes
     * after one that was lost with the channel.
     */
    void post(List<Post> messages) throws IOException {
        if (!posts.isOpen()) {
            write(() -> posts = newChannel());
        }
        Channel target = posts;
        for (Post post : messages) {
            write(() -> target.basicPublish(post.exchange(), post.routingKey(), post.properties(), post.body()));
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private void write(Write write) throws IOException {
        writingSince = System.nanoTime();
        try {
            write.run();
        } finally {
            writingSince = 0;
        }
    }

    /** Ends the connection where RabbitMQ has taken or said nothing for five seconds; true where it did. */
    boolean endIfHung() {
        long since = writingSince;
        boolean hangs = since != 0 && System.nanoTime() - since > LONGEST_SILENCE.toNanos();
        boolean silent = !blocked && confirms.areSilentFor(LONGEST_SILENCE.toNanos());
        if (hangs || silent) {
            end();
        }
        return hangs || silent;
    }

    /** Any thread may call. Ends it at once, without a word to RabbitMQ: the client's own way waits for the very write that hangs. */
    void end() {
        ended = true;
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The publisher's socket was closed already", e);
        }
        confirms.abandon();
    }

    /** Ends it in good order, in a second at most; what hangs then is ended as any write, and what hangs already at once. */
    void close() {
        if (writingSince != 0) {
            end();
        }
        writingSince = System.nanoTime();
        connection.abort((int) LONGEST_CLOSE.toMillis());
        writingSince = 0;
    }
}
