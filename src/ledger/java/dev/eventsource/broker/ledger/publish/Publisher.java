package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.event.Line;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Naming;
import dev.eventsource.broker.ledger.event.Publications;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes one event after the other, each until it is confirmed, by a thread of its own. What others may ask of it
 * meanwhile is handed over in a queue and atomic fields.
 */
final class Publisher {
    private static final long PAUSE_BEFORE_RETRY_MILLIS = 500;
    private static final Duration LONGEST_END = Duration.ofMinutes(1);
    private static final int SHORT = 60;
    private static final int LONG = 2_000;
    private static final int LONG_ONE_IN = 10;

    private final String name;
    private final Outlet outlet;
    private final List<Naming> namings;
    private final List<String> channels;
    private final List<String> rare;
    private final Publications publications;
    private final long pauseMillis;
    private final Random random;
    private final Queue<Urgent> burst = new ConcurrentLinkedQueue<>();
    private final AtomicLong retries = new AtomicLong();
    private final Thread thread;
    private volatile boolean ended;

    private record Urgent(String channel, int length) {}

    /**
     * A publisher that has not begun.
     *
     * @param namings of which each event gets one
     * @param rare channels that it publishes to when it is told to, and in the end
     * @param pauseMillis between two events, on average
     */
    Publisher(
            String name,
            Outlet outlet,
            List<Naming> namings,
            List<String> channels,
            List<String> rare,
            Publications publications,
            long pauseMillis,
            Random random) {
        this.name = name;
        this.outlet = outlet;
        this.namings = namings;
        this.channels = channels;
        this.rare = rare;
        this.publications = publications;
        this.pauseMillis = pauseMillis;
        this.random = random;
        this.thread = new Thread(this::run, "ledger-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!ended) {
                Urgent urgent = burst.poll();
                if (urgent != null) {
                    publish(urgent.channel, urgent.length);
                } else {
                    publish(any(channels), random.nextInt(LONG_ONE_IN) == 0 ? LONG : SHORT);
                    Thread.sleep(random.nextLong(2 * pauseMillis + 1));
                }
            }
            for (String channel : channels) {
                publish(channel, SHORT);
            }
            for (String channel : rare) {
                publish(channel, SHORT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            outlet.close();
        }
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void publish(String channel, int length) throws InterruptedException {
        Message message = publications.next(new Line(name, channel), any(namings), length);
        outlet.send(message);
        while (!message.isConfirmed()) {
            retries.incrementAndGet();
            Thread.sleep(PAUSE_BEFORE_RETRY_MILLIS);
            message = publications.again(message);
            outlet.send(message);
        }
    }

    /** Publishes that many events next, as fast as they are confirmed. */
    void burst(String channel, int events, int length) {
        burst.addAll(Collections.nCopies(events, new Urgent(channel, length)));
    }

    /** How many times an event was sent again. */
    long retries() {
        return retries.get();
    }

    /** Ends with one event on every channel, and waits until the last is confirmed. */
    void end() throws InterruptedException {
        ended = true;
        thread.join(LONGEST_END.toMillis());
        if (thread.isAlive()) {
            throw new IllegalStateException(name + " cannot publish its last events");
        }
    }
}
