package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes 1, 2, 3 and so on to a channel, 100 a second, until it is closed. */
public final class Numbers implements AutoCloseable {
    private static final int PERIOD_MILLIS = 10;

    private final AmqpPublisher exchange = AmqpPublisher.connect(Broker.AMQP.url());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger last = new AtomicInteger();
    private final String channel;
    private final ScheduledFuture<?> publishing;

    public Numbers(String channel) {
        this.channel = channel;
        publishing = clock.scheduleAtFixedRate(this::publish, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The last one published: all of them, once this is closed. */
    public int last() {
        return last.get();
    }

    private void publish() {
        String number = String.valueOf(last.incrementAndGet());
        exchange.send(Message.to(channel).with("data", number).toString().getBytes(UTF_8), new BasicProperties());
    }

    @Override
    public void close() {
        publishing.cancel(false);
        clock.shutdown();
        try {
            if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still publishing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        exchange.awaitConfirms();
        exchange.close();
    }
}
