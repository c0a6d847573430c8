package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Any publisher of the exchange: its messages are bytes, and it returns once the AMQP server has them. */
public final class AmqpPublisher implements AutoCloseable {
    private static final String EXCHANGE = "eventsource.fanout";
    private static final long CONFIRM_MILLIS = TimeUnit.SECONDS.toMillis(20);
    private static final BasicProperties NO_PROPERTIES = new BasicProperties();

    private final Connection connection;
    private final Channel channel;

    private AmqpPublisher(Connection connection) throws IOException {
        this.connection = connection;
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    public static AmqpPublisher connect(String url) {
        try {
            var factory = new ConnectionFactory();
            factory.setUri(url);
            factory.setAutomaticRecoveryEnabled(false);
            return new AmqpPublisher(factory.newConnection("test"));
        } catch (Exception e) {
            throw new IllegalStateException("no connection to " + url, e);
        }
    }

    /** Not durable, and so another than the one that the broker would declare. */
    public AmqpPublisher declareExchange() {
        try {
            channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.FANOUT, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A durable stream that the exchange's messages go to, with limits that are an administrator's. */
    public void declareStream(String name, Map<String, Object> limits) {
        Map<String, Object> arguments = new HashMap<>(limits);
        arguments.put("x-queue-type", "stream");
        try {
            channel.queueDeclare(name, true, false, false, arguments);
            channel.queueBind(name, EXCHANGE, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a stream can be read where it is connected: a server that has none of its replicas refuses it. */
    boolean canRead(String stream) {
        try {
            channel.basicQos(1);
            channel.basicConsume(stream, false, Map.of("x-stream-offset", "next"), new DefaultConsumer(channel));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes the exchange again, as a publisher may: nothing is bound to it. */
    public void replaceExchange(String suffix, BuiltinExchangeType type) {
        try {
            channel.exchangeDelete(EXCHANGE + suffix);
            channel.exchangeDeclare(EXCHANGE + suffix, type, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void deleteExchange(String suffix) {
        try {
            channel.exchangeDelete(EXCHANGE + suffix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void unbind(String queue) {
        try {
            channel.queueUnbind(queue, EXCHANGE, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a new queue that gets what the exchange does, as whoever may read there can have one. */
    public String listen() {
        try {
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, EXCHANGE, "");
            return queue;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message of a queue, taken off it. */
    public Optional<String> poll(String queue) {
        try {
            return Optional.ofNullable(channel.basicGet(queue, true))
                    .map(message -> new String(message.getBody(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the nodes something, as they tell each other. */
    public void signal(String topic, String text) {
        String signal = Json.createObjectBuilder()
                .add("topic", topic)
                .add("text", text)
                .build()
                .toString();
        send(EXCHANGE + ".signals", signal.getBytes(UTF_8), NO_PROPERTIES);
        awaitConfirms();
    }

    public void publish(String json) {
        publish(json.getBytes(UTF_8), NO_PROPERTIES);
    }

    public void publish(Message message) {
        publish(message.toString());
    }

    public void publish(byte[] body, BasicProperties properties) {
        send(body, properties);
        awaitConfirms();
    }

    /** Does not wait: {@link #awaitConfirms} does. */
    public void send(byte[] body, BasicProperties properties) {
        send(EXCHANGE, body, properties);
    }

    private void send(String exchange, byte[] body, BasicProperties properties) {
        try {
            channel.basicPublish(exchange, "", properties, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitConfirms() {
        try {
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("not confirmed", e);
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
