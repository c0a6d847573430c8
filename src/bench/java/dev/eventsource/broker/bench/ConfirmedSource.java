package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Publishes to a stream of its own with the AMQP client alone, so many messages on their way to be confirmed at a time. */
final class ConfirmedSource implements AutoCloseable {
    private static final String EXCHANGE = "bench.confirmed";

    private final int atOnce;
    private final byte[] message;
    private final Semaphore free;
    private final Connection connection;
    private final Channel channel;
    private long confirmedUpTo;

    ConfirmedSource(AmqpServer amqp, int atOnce, int length) {
        this.atOnce = atOnce;
        this.message = "x".repeat(length).getBytes(UTF_8);
        this.free = new Semaphore(atOnce);
        try {
            var factory = new ConnectionFactory();
            factory.setUri(amqp.url());
            connection = factory.newConnection("bench-confirmed");
            channel = connection.createChannel();
            channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.FANOUT, true);
            channel.queueDeclare(EXCHANGE, true, false, false, amqp.queueArguments());
            channel.queueBind(EXCHANGE, EXCHANGE, "");
            channel.confirmSelect();
            channel.addConfirmListener((sequence, multiple) -> confirm(sequence), (sequence, multiple) -> {
                throw new IllegalStateException("not taken");
            });
        } catch (Exception e) {
            throw new IllegalStateException("no connection to " + amqp.url(), e);
        }
    }

    /** Confirms come in order here, so one is for all up to it. Called by the connection's thread alone. */
    private void confirm(long sequence) {
        free.release((int) (sequence - confirmedUpTo));
        confirmedUpTo = sequence;
    }

    /** How many were confirmed in a second. */
    double perSecond(Duration duration) {
        long start = System.nanoTime();
        long count = 0;
        try {
            while (System.nanoTime() - start < duration.toNanos()) {
                free.acquireUninterruptibly();
                channel.basicPublish(EXCHANGE, "", MessageProperties.PERSISTENT_BASIC, message);
                count++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        free.acquireUninterruptibly(atOnce);
        free.release(atOnce);
        return count * 1e9 / (System.nanoTime() - start);
    }

    @Override
    public void close() {
        connection.abort();
    }
}
