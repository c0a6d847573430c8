package dev.eventsource.broker.ledger.publish;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Publications;
import jakarta.json.Json;
import jakarta.json.JsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the RabbitMQ stream itself, without the broker: what is in it, and where. Connects again whenever it was cut off, and
 * goes on behind what it has. The offsets are written by the connection's thread and read by any.
 */
public final class Witness {
    private static final Logger LOG = System.getLogger(Witness.class.getName());
    private static final String STREAM = "eventsource.log";
    private static final int PREFETCH = 200;
    private static final long PAUSE_MILLIS = 500;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final Publications publications;
    private final Map<Message, Long> offsets = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();
    private final Thread thread = new Thread(this::run, "ledger-witness");

    /** A witness that reads from the beginning on. */
    public Witness(int port, Publications publications) {
        this.publications = publications;
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!thread.isInterrupted()) {
            try (Connection connection = factory.newConnection("ledger-witness")) {
                Channel channel = connection.createChannel();
                channel.basicQos(PREFETCH);
                Map<String, Object> from = Map.of("x-stream-offset", next.get());
                channel.basicConsume(STREAM, false, from, new Reader(channel));
                while (channel.isOpen()) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (IOException | TimeoutException | AlreadyClosedException e) {
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
        }
    }

    /** Where the stream has what, as far as it was read. */
    public Map<Message, Long> log() {
        return Map.copyOf(offsets);
    }

    /** Ends it. */
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private final class Reader extends DefaultConsumer {
        private Reader(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            long offset = Long.parseLong(String.valueOf(properties.getHeaders().get("x-stream-offset")));
            if (offset >= next.get()) {
                note(offset, body);
                next.set(offset + 1);
            }
            getChannel().basicAck(envelope.getDeliveryTag(), false);
        }

        /** The broker's own marks are in the stream as well, and say nothing here. */
        private void note(long offset, byte[] body) {
            try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
                String data = reader.readObject().getString("data", "");
                publications.find(data).ifPresent(message -> offsets.put(message, offset));
            } catch (JsonException e) {
                LOG.log(Level.DEBUG, "No event", e);
            }
        }

        @Override
        public void handleCancel(String tag) {
            getChannel().getConnection().abort();
        }
    }
}
