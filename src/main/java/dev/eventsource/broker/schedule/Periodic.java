package dev.eventsource.broker.schedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** A thread of its own that does one task over and over, with a pause between. A failure is logged, and the next turn comes. */
public final class Periodic implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Periodic.class.getName());
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

    private final Duration pause;
    private final Runnable task;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Prepares a task; {@link #start} begins it.
     *
     * @param name the thread's
     */
    public Periodic(String name, Duration pause, Runnable task) {
        this.pause = pause;
        this.task = task;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins, once. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                task.run();
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException e) {
                LOG.log(closed ? Level.DEBUG : Level.ERROR, "A periodic task failed; its next turn comes", e);
            }
        }
    }

    /** Ends it, waiting for a turn under way for three seconds at most. */
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
