package dev.eventsource.broker.ledger.publish;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Offset;
import dev.eventsource.broker.ledger.event.Publications;
import dev.eventsource.broker.ledger.value.Sayings;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the RabbitMQ stream itself, without the broker: what is in it, and where. Connects again whenever it was cut off, and
 * goes on behind what it has. The offsets and {@code readAt} are written by the connection's thread, {@code readAt} at its begin by
 * the witness's own, and read by any. Who holds {@code turn} may
 * read the stream or delete it, and writes {@code tries}; {@code next} is guarded by this object's lock.
 */
public final class Witness {
    private static final Logger LOG = System.getLogger(Witness.class.getName());
    private static final String STREAM = "eventsource.log";
    private static final int PREFETCH = 200;
    private static final long PAUSE_MILLIS = 200;

    /** A server of a cluster that was cut off may go on without a word to whoever has read its replica until then. */
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final int LONGEST_ABORT_MILLIS = 1_000;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final List<Integer> ports;
    private final Publications publications;
    private final Sayings sayings;
    private final Map<Message, Offset> offsets = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Thread thread = new Thread(this::run, "ledger-witness");
    private volatile @Nullable Connection current;
    private volatile long readAt;
    private Offset next = new Offset(0, 0);
    private int tries;

    /** A witness that reads from the beginning on, of whichever of RabbitMQ's servers there is. */
    public Witness(List<Integer> ports, Publications publications, Sayings sayings) {
        this.ports = ports;
        this.publications = publications;
        this.sayings = sayings;
        factory.setHost("127.0.0.1");
        factory.setAutomaticRecoveryEnabled(false);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                turn.lockInterruptibly();
                try {
                    read();
                } finally {
                    turn.unlock();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "The witness has seen enough");
        }
    }

    /** Until the connection is lost, or there is none, or nothing comes: the nodes' marks do, every three seconds. */
    private void read() throws InterruptedException {
        factory.setPort(ports.get(tries++ % ports.size()));
        try (Connection connection = factory.newConnection("ledger-witness")) {
            current = connection;
            Channel channel = connection.createChannel();
            channel.basicQos(PREFETCH);
            Offset from = next();
            Map<String, Object> arguments = Map.of("x-stream-offset", from.number());
            channel.basicConsume(STREAM, false, arguments, new Reader(channel, from.stream()));
            readAt = System.nanoTime();
            while (channel.isOpen() && System.nanoTime() - readAt < LONGEST_SILENCE_NANOS) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            LOG.log(Level.DEBUG, "The stream cannot be read", e);
        } finally {
            current = null;
        }
    }

    /** Deletes the stream, and reads the one that takes its place from its beginning on. */
    public void deleteStream() throws IOException, TimeoutException, InterruptedException {
        try (Connection connection = factory.newConnection("ledger-vandal")) {
            Channel channel = connection.createChannel();
            while (!turn.tryLock(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                leave();
            }
            try {
                channel.queueDelete(STREAM);
                advance(new Offset(next().stream() + 1, 0));
            } finally {
                turn.unlock();
            }
        }
    }

    private synchronized Offset next() {
        return next;
    }

    /** Never back: a reader of a stream that was deleted may be late. */
    private synchronized void advance(Offset to) {
        next = to.compareTo(next) > 0 ? to : next;
    }

    private void leave() {
        Connection left = current;
        if (left != null) {
            left.abort(LONGEST_ABORT_MILLIS);
        }
    }

    /** Where the stream has what, as far as it was read. */
    public Map<Message, Offset> log() {
        return Map.copyOf(offsets);
    }

    /** Whether it has read all that was sent since that moment, and confirmed. */
    public boolean hasAllSince(long moment) {
        return sayings.logHasAllSince(moment)
                && publications.all().stream()
                        .filter(message -> message.isConfirmed() && message.beganAt() >= moment)
                        .allMatch(offsets::containsKey);
    }

    /** Ends it. */
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private final class Reader extends DefaultConsumer {
        private final int stream;

        private Reader(Channel channel, int stream) {
            super(channel);
            this.stream = stream;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            long number = Long.parseLong(String.valueOf(properties.getHeaders().get("x-stream-offset")));
            readAt = System.nanoTime();
            Offset offset = new Offset(stream, number);
            note(offset, body);
            advance(new Offset(stream, number + 1));
            getChannel().basicAck(envelope.getDeliveryTag(), false);
        }

        /** The broker's own marks are in the stream as well, and say nothing here. */
        private void note(Offset offset, byte[] body) {
            try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
                JsonObject json = reader.readObject();
                sayings.notePlace(json.getString("id", ""), offset);
                publications.find(data(json)).ifPresent(message -> offsets.putIfAbsent(message, offset));
            } catch (JsonException e) {
                LOG.log(Level.DEBUG, "No event", e);
            }
        }

        /** What the foreign application publishes is as it published it. */
        private static String data(JsonObject json) {
            return json.containsKey("order")
                    ? json.getJsonObject("order").getString("text", "")
                    : json.getString("data", "");
        }

        @Override
        public void handleCancel(String tag) {
            getChannel().getConnection().abort();
        }
    }
}
