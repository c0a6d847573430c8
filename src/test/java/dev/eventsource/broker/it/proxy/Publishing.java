package dev.eventsource.broker.it.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** A back end that publishes to each of some channels in turn, numbered from 1, over AMQP and in a thread of its own. */
final class Publishing {
    /** What lasts as long as a test does would keep the common pool's only thread on two processors. */
    static final Executor THREAD_EACH = task -> new Thread(task, "proxy-test").start();

    private final AmqpPublisher exchange;
    private final List<String> channels;
    private volatile boolean stopped;
    private int number;

    Publishing(AmqpPublisher exchange, List<String> channels) {
        this.exchange = exchange;
        this.channels = channels;
    }

    /** Begins, with so many events a second on all channels together. {@link #stop} completes it. */
    CompletableFuture<Void> start(int perSecond) {
        return CompletableFuture.runAsync(
                () -> {
                    long due = System.nanoTime();
                    while (!stopped) {
                        number++;
                        for (String channel : channels) {
                            send(channel);
                            due += 1_000_000_000L / perSecond;
                            LockSupport.parkNanos(due - System.nanoTime());
                        }
                    }
                    exchange.awaitConfirms();
                },
                THREAD_EACH);
    }

    /** Publishes one to each channel, and waits for the confirms. */
    void round() {
        number++;
        channels.forEach(this::send);
        exchange.awaitConfirms();
    }

    private void send(String channel) {
        String message =
                Message.to(channel).with("data", Integer.toString(number)).toString();
        exchange.send(message.getBytes(UTF_8), new BasicProperties());
    }

    void stop() {
        stopped = true;
    }

    /** The number of the newest event of each channel; the caller has waited for the end of what was started. */
    int number() {
        return number;
    }
}
