package dev.eventsource.broker.schedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** A thread of its own that does one task over and over, with a pause between. A failure is logged, and the next turn comes. */
public final class Periodic implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Periodic.class.getName());

    private final Duration pause;
    private final Runnable task;
    private final Worker worker;

    /**
     * Prepares a task; {@link #start} begins it.
     *
     * @param name the thread's
     */
    public Periodic(String name, Duration pause, Runnable task) {
        this.pause = pause;
        this.task = task;
        this.worker = new Worker(name, this::run);
    }

    /** Begins, once. */
    public void start() {
        worker.start();
    }

    private void run() {
        while (!worker.isClosed()) {
            try {
                task.run();
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(
                        worker.isClosed() ? Level.DEBUG : Level.ERROR,
                        "A periodic task failed; its next turn comes",
                        e);
            }
        }
    }

    /** Whether it has been told to end. Any thread may ask. */
    public boolean isClosed() {
        return worker.isClosed();
    }

    /** Ends it, waiting a while for a turn under way. */
    @Override
    public void close() {
        worker.close();
    }
}
