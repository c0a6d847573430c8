package dev.eventsource.broker.cluster;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells every node of something. Any thread may call; nothing here waits but {@link #poll}. What is told waits in a queue
 * of 10,000 signals; one more is dropped, as a signal may be lost anyway, and the first of many is logged; {@code full}
 * is written by whoever tells, and a line more or less is no harm.
 */
@Singleton
public final class Signals {
    private static final Logger LOG = System.getLogger(Signals.class.getName());
    private static final int LONGEST_QUEUE = 10_000;

    private final BlockingQueue<Signal> told = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Event<Signal> heard;
    private volatile boolean full;

    @Inject
    public Signals(Event<Signal> heard) {
        this.heard = heard;
    }

    /** Tells all nodes, this one too, as soon as RabbitMQ takes it; lost where RabbitMQ is away. */
    public void tell(Signal signal) {
        boolean dropped = !told.offer(signal);
        if (dropped && !full) {
            LOG.log(Level.WARNING, "Signals to the other nodes are dropped: RabbitMQ takes none");
        }
        full = dropped;
    }

    /** The next signal to be sent; null where there is none by then. One thread alone calls it, that of who sends. */
    public @Nullable Signal poll(Duration limit) throws InterruptedException {
        return told.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Hands a signal that came in to those who observe signals. They must not wait: the next signal comes after them. */
    void hear(Signal signal) {
        heard.fire(signal);
    }
}
