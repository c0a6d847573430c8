package dev.eventsource.broker.schedule;

import java.time.Duration;

/** A daemon thread that is started once and closed once: asked to end, interrupted, and waited for a while. */
public final class Worker implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final Thread thread;
    private volatile boolean closed;

    /**
     * Prepares the thread; {@link #start} begins it.
     *
     * @param task should end when it is interrupted, or sees {@link #isClosed}
     */
    public Worker(String name, Runnable task) {
        this.thread = new Thread(task, name);
        thread.setDaemon(true);
    }

    /** Begins, once. */
    public void start() {
        thread.start();
    }

    /** Whether the task is to end. Any thread may ask. */
    public boolean isClosed() {
        return closed;
    }

    /** Ends the task, waiting for five seconds at most. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
