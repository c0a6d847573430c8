package dev.eventsource.broker.it.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Whoever has exchanges of his own and knows nothing of the broker. */
final class ForeignExchanges implements AutoCloseable {
    private static final long CONFIRM_MILLIS = 20_000;

    private final String url;
    private final Connection connection;
    private final Channel channel;
    private final AtomicInteger returned = new AtomicInteger();

    ForeignExchanges(String url) {
        this.url = url;
        try {
            var factory = new ConnectionFactory();
            factory.setUri(url);
            connection = factory.newConnection("foreign");
            channel = connection.createChannel();
            channel.confirmSelect();
            channel.addReturnListener(message -> returned.incrementAndGet());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    ForeignExchanges declare(String name, String type) {
        try {
            channel.exchangeDeclare(name, type, true);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the same server, for another thread. */
    ForeignExchanges another() {
        return new ForeignExchanges(url);
    }

    void delete(String name) {
        try {
            channel.exchangeDelete(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it went anywhere. */
    boolean publish(String exchange, String key, BasicProperties properties, String body) {
        int before = returned.get();
        try {
            channel.basicPublish(exchange, key, true, properties, body.getBytes(UTF_8));
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            return returned.get() == before;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean publish(String exchange, String key, String body) {
        return publish(exchange, key, new BasicProperties(), body);
    }

    @Override
    public void close() {
        connection.abort();
    }
}
