package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.eventsource.broker.amqp.AmqpServer;
import dev.eventsource.broker.amqp.Passive;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Which bindings nodes have made: RabbitMQ lists none to those who speak AMQP, so they are kept beside them, as the one message of a
 * durable queue of which a newer one pushes the older out. It is where the bindings are, and gone with them.
 *
 * <p>Read and written by one node at a time: whoever has it open has an exclusive queue, on the same connection. So what RabbitMQ
 * takes late, because it takes no messages for a while, is there before the next one may read. The connection is for this alone:
 * RabbitMQ stops one that publishes when it runs out of memory, and events must come in then. For one thread.
 */
final class BoundSources implements AutoCloseable {
    private static final Map<String, Object> ARGUMENTS = Map.of("x-max-length", 1, "x-overflow", "drop-head");
    private static final Duration LONGEST_LOCKING = Duration.ofSeconds(3);
    private static final Duration LONGEST_WRITING = Duration.ofSeconds(2);
    private static final int LONGEST_CLOSE_MILLIS = 2_000;
    private static final int PAUSE_MILLIS = 50;
    private static final int PERSISTENT = 2;

    /** Of the standard: a queue is another connection's alone. */
    private static final int RESOURCE_LOCKED = 405;

    private final Connection connection;
    private final String queue;
    private final Channel channel;

    private BoundSources(Connection connection, String queue) throws IOException, TimeoutException {
        this.connection = connection;
        this.queue = queue;
        lock();
        this.channel =
                connection.openChannel().orElseThrow(() -> new IOException("RabbitMQ allows no more AMQP channels"));
        channel.queueDeclare(queue, true, false, false, ARGUMENTS);
    }

    /** Opens what is kept in that queue, for this node alone; a failure where others have it for too long, or RabbitMQ refuses. */
    static BoundSources open(AmqpServer server, String queue) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        server.configure(factory);
        Connection connection = factory.newConnection("eventsource-sources");
        try {
            return new BoundSources(connection, queue);
        } catch (IOException | TimeoutException | RuntimeException e) {
            connection.abort(LONGEST_CLOSE_MILLIS);
            throw e;
        }
    }

    private void lock() throws IOException, TimeoutException {
        long end = System.nanoTime() + LONGEST_LOCKING.toNanos();
        for (Optional<AMQP.Channel.Close> refusal = tryLock(); refusal.isPresent(); refusal = tryLock()) {
            if (refusal.get().getReplyCode() != RESOURCE_LOCKED || System.nanoTime() - end >= 0) {
                throw new IOException(refusal.get().getReplyText());
            }
            pause();
        }
    }

    private Optional<AMQP.Channel.Close> tryLock() throws IOException, TimeoutException {
        return Passive.refusal(connection, on -> on.queueDeclare(queue + ".lock", false, true, true, null));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    Set<SourceBinding> read() throws IOException {
        GetResponse message = channel.basicGet(queue, false);
        if (message == null) {
            return new LinkedHashSet<>();
        }
        channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
        return BindingsJson.read(message.getBody());
    }

    void write(Set<SourceBinding> bindings) throws IOException, TimeoutException {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .build();
        channel.confirmSelect();
        channel.basicPublish("", queue, properties, BindingsJson.write(bindings));
        try {
            if (!channel.waitForConfirms(LONGEST_WRITING.toMillis())) {
                throw new IOException("RabbitMQ did not take the message");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Others may read it then: the queue that kept them away is gone with the connection, behind what was written. */
    @Override
    public void close() {
        connection.abort(LONGEST_CLOSE_MILLIS);
    }
}
