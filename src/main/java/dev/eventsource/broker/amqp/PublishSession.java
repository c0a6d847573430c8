package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * One connection of the publisher, with one AMQP channel in confirm mode. {@code posts} is guarded by the publisher's lock.
 */
final class PublishSession {
    private final String exchange;
    private final Connection connection;
    private final Channel channel;
    private final Confirms confirms = new Confirms();
    private Channel posts;
    private volatile boolean blocked;

    /**
     * A message on its way.
     *
     * @param accepted whether RabbitMQ has taken and routed it
     * @param forget to be called when nobody waits for that any longer
     */
    record Sent(CompletableFuture<Boolean> accepted, Runnable forget) {}

    private PublishSession(String exchange, Connection connection, Channel channel, Channel posts) {
        this.exchange = exchange;
        this.connection = connection;
        this.channel = channel;
        this.posts = posts;
    }

    static PublishSession open(AmqpServer server, String exchange) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        server.configure(factory);
        Connection connection = factory.newConnection("eventsource-publisher");
        try {
            FanoutExchange.ensure(connection, exchange);
            PublishSession session =
                    new PublishSession(exchange, connection, connection.createChannel(), connection.createChannel());
            session.listen();
            return session;
        } catch (IOException | TimeoutException | RuntimeException e) {
            connection.abort();
            throw e;
        }
    }

    private void listen() throws IOException {
        channel.confirmSelect();
        channel.addConfirmListener(
                (sequence, multiple) -> confirms.settle(sequence, multiple, true),
                (sequence, multiple) -> confirms.settle(sequence, multiple, false));
        channel.addReturnListener(message ->
                confirms.returned(Long.parseLong(message.getProperties().getCorrelationId())));
        channel.addShutdownListener(signal -> confirms.abandon());
        connection.addBlockedListener(reason -> blocked = true, () -> blocked = false);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether RabbitMQ takes no messages for now, being short of memory or disk. */
    boolean isBlocked() {
        return blocked;
    }

    /** Sends a message; what comes of it is told later. One thread at a time. */
    Sent send(byte[] body) throws IOException {
        long sequence = channel.getNextPublishSeqNo();
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(2)
                .correlationId(Long.toString(sequence))
                .build();
        CompletableFuture<Boolean> accepted = confirms.expect(sequence);
        channel.basicPublish(exchange, "", true, properties, body);
        return new Sent(accepted, () -> confirms.forget(sequence));
    }

    /**
     * Sends messages that nobody waits for, in their order, on an AMQP channel of their own: where the server refuses one, it
     * closes that channel and not the one on which events wait for their confirms. Of the messages of one call none comes
     * after one that was lost with the channel. One thread at a time.
     */
    void post(Post... messages) throws IOException {
        if (!posts.isOpen()) {
            posts = connection.createChannel();
        }
        Channel target = posts;
        for (Post post : messages) {
            target.basicPublish(post.exchange(), post.routingKey(), post.properties(), post.body());
        }
    }

    void close() {
        connection.abort(1_000);
    }
}
