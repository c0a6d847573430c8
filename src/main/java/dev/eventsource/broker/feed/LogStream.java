package dev.eventsource.broker.feed;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.eventsource.broker.amqp.Passive;
import dev.eventsource.broker.amqp.Post;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A durable RabbitMQ stream that every node reads: one order of events for all, which outlives connections and nodes. One
 * that exists is used as it is; only a missing one is declared. For the feed's thread and the listener's, one at a time.
 */
@Singleton
final class LogStream implements FeedSource {
    private static final Logger LOG = System.getLogger(LogStream.class.getName());
    private static final Duration LONGEST_NAMING = Duration.ofSeconds(5);
    private static final long SMALLEST_SEGMENT = 1L << 20;
    private static final int SEGMENTS = 32;
    private static final Duration SPARE = Duration.ofMinutes(1);

    private final StreamPlaces places;
    private final String exchange;
    private final Map<String, Object> retention;

    @Inject
    LogStream(Channels channels, Settings settings) {
        Duration history = settings.duration(Setting.HISTORY_SECONDS).plus(SPARE);
        this.places = new StreamPlaces(channels, history);
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
        this.retention = retention(history, 2 * settings.bytes(Setting.HISTORY_BYTES));
    }

    /** Whole segments are dropped, and only when a new one is begun: the smaller they are, the closer to the limits. */
    private static Map<String, Object> retention(Duration age, long bytes) {
        long segment = Math.max(SMALLEST_SEGMENT, bytes / SEGMENTS);
        return Map.of(
                "x-queue-type",
                "stream",
                "x-max-age",
                age.toSeconds() + "s",
                "x-max-length-bytes",
                Math.max(bytes, 2 * segment),
                "x-stream-max-segment-size-bytes",
                segment);
    }

    /** {@code eventsource.fanout} is kept in {@code eventsource.log}, any other exchange in a stream named after it. */
    @Override
    public String queue() {
        return (exchange.endsWith(".fanout") ? exchange.substring(0, exchange.length() - ".fanout".length()) : exchange)
                + ".log";
    }

    /**
     * A stream that had to be made holds nothing of what was read before, whatever its offsets say. One that is there is not
     * bound here: had it lost its binding, nobody would learn any more that events were missed.
     */
    @Override
    public void declare(Connection connection) throws IOException, TimeoutException {
        if (!Passive.finds(connection, channel -> channel.queueDeclarePassive(queue()))) {
            try (Channel channel = connection.createChannel()) {
                channel.queueDeclare(queue(), true, false, false, retention);
                readAnew();
                giveName(connection);
                channel.queueBind(queue(), exchange, "");
            }
        }
    }

    /** Before it is bound, so that no event of it is without. */
    private void giveName(Connection connection) throws IOException, TimeoutException {
        Post naming = StreamName.draw().post(queue());
        try (Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(naming.exchange(), naming.routingKey(), naming.properties(), naming.body());
            channel.waitForConfirms(LONGEST_NAMING.toMillis());
        } catch (ShutdownSignalException | TimeoutException e) {
            LOG.log(Level.DEBUG, "The stream has no name yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void bind(Connection connection) throws IOException, TimeoutException {
        declare(connection);
        try (Channel channel = connection.createChannel()) {
            channel.queueBind(queue(), exchange, "");
        }
    }

    @Override
    public boolean isResumed() {
        return true;
    }

    @Override
    public void begin() {
        places.begin();
    }

    @Override
    public AutoCloseable listen(Connection connection, Intake intake, Loss loss) throws IOException {
        if (places.hasRead()) {
            StreamEnd.watch(connection, this, places.lastOffset(), loss);
        }
        LookBack lookBack = LookBack.open(connection, queue());
        Channel channel = connection.createChannel();
        channel.basicQos(LogConsumer.PREFETCH);
        channel.basicConsume(
                queue(),
                false,
                Map.of(LogConsumer.OFFSET, places.start()),
                new LogConsumer(channel, this, intake, loss, lookBack));
        return channel::abort;
    }

    /** Its name, once more; or one, where it has none. */
    @Override
    public List<Post> marks() {
        return List.of(places.name().orElseGet(StreamName::draw).post(queue()));
    }

    /** Whether those who read it have a name for it. Any thread may ask. */
    boolean isNamed() {
        return places.name().isPresent();
    }

    @Override
    public long place(long offset, byte[] body, boolean isOwn) {
        return places.place(offset, body, isOwn);
    }

    /** Up to that offset it is known what holes are: of none that had messages where true, and else of one that may have. */
    void settle(long upTo, boolean isComplete) {
        places.settle(upTo, isComplete);
    }

    /** The offset of the last message that was read; -1 before the first. */
    long lastOffset() {
        return places.lastOffset();
    }

    /** The connection was lost over what follows; true where reading goes on behind it. */
    boolean passUnreadable() {
        return places.passUnreadable();
    }

    /** Passes over a message that came and cannot be read; where it stands. */
    long passOver() {
        return places.passOver();
    }

    /** The stream is another one: it is read from its first message on. */
    void readAnew() {
        places.readAnew();
    }

    /** Events came in by another way meanwhile: what the stream holds of them must not come in again. */
    void leaveOut() {
        places.leaveOut();
    }
}
