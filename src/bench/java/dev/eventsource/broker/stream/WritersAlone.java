package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.Sinks;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import jakarta.servlet.AsyncContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Writers, and the streams of one channel that they write to, with a server that takes all and does nothing. */
public final class WritersAlone implements AutoCloseable {
    private static final ChannelId CHANNEL = new ChannelId("bench", "writers");
    private static final Subscription SUBSCRIPTION = Subscription.of(List.of(CHANNEL));
    private static final byte[] FIRST = {};
    private static final Pace PACE = new Pace(Duration.ofHours(1).toNanos(), false);
    private static final String DATA = "x".repeat(150);

    private final Channels channels = new Channels(new Node(), new Settings());
    private final LongAdder delivered = new LongAdder();
    private final int sinks;
    private final List<Writer> writers;

    /** Starts them, with so many streams dealt out in turn. */
    public WritersAlone(int count, int sinks) {
        this.sinks = sinks;
        Traffic traffic = new Traffic();
        this.writers = IntStream.range(0, count)
                .mapToObj(number -> new Writer(number, 0, traffic))
                .toList();
        channels.serveBy(writers.stream()
                .<Consumer<Sinks>>map(writer -> writer::serveSoon)
                .toList());
        writers.forEach(Writer::start);
        IntStream.range(0, sinks).forEach(i -> open(writers.get(i % count)));
        awaitWriters();
    }

    private void open(Writer writer) {
        Cursor cursor = new Cursor(channels, SUBSCRIPTION, "socket");
        EventStream stream = new EventStream(async(), new Sink());
        Subscriber subscriber = new Subscriber(writer, cursor, stream, PACE, delivered, end -> {});
        channels.register(SUBSCRIPTION, writer.number(), subscriber);
        Opening opening = cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        subscriber.start(opening, FIRST);
    }

    private static AsyncContext async() {
        return (AsyncContext) Proxy.newProxyInstance(
                WritersAlone.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> null);
    }

    /** Delivers so many events, the next when all streams have the last. */
    public void deliver(int events) {
        for (int i = 0; i < events; i++) {
            channels.append(new Event(CHANNEL, DATA, null, null, null), channels.last() + 1);
            awaitWriters();
        }
    }

    /** How many deliveries are missing, of so many events since the start. */
    public long missing(long events) {
        return events * sinks - delivered.sum();
    }

    /** What was posted before is done. */
    private void awaitWriters() {
        CountDownLatch done = new CountDownLatch(writers.size());
        writers.forEach(writer -> writer.execute(done::countDown));
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        writers.forEach(Writer::stop);
    }
}
