package dev.eventsource.broker.schedule;

import java.time.Duration;

/** A {@link Worker} that does one task over and over, with a pause between. */
public final class Periodic implements AutoCloseable {
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final Worker worker;

    /**
     * Prepares a task; {@link #start} begins it. It is to succeed thirty seconds after each pause at the latest.
     *
     * @param name the part of the node that it is, as {@code GET /status} says it
     */
    public Periodic(String name, Duration pause, Turn task) {
        this.worker = new Worker(name, pause.plus(SLACK), () -> {
            task.run();
            // Noted before the pause, so that a task which is closed in it has not failed.
            beat();
            Thread.sleep(pause.toMillis());
        });
    }

    /** The thread, for who asks after its health. */
    Worker worker() {
        return worker;
    }

    /** Begins, once. */
    public void start() {
        worker.start();
    }

    /** Notes, in the midst of a task that takes long, that the work is done. The task itself calls it. */
    public void beat() {
        worker.beat();
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
