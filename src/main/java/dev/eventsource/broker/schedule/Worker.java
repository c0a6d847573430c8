package dev.eventsource.broker.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * A daemon thread that takes one turn of its work after the other, from its start until it is closed, and never ends
 * before: what a turn throws, an {@link Error} too, is logged and counted, and the next turn comes after a back-off. It is
 * closed once: asked to end, interrupted, and waited for a while.
 */
public final class Worker implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String name;
    private final Turn turn;
    private final Pulse pulse;
    private final Thread thread;
    private final Backoff backoff = new Backoff();
    private volatile boolean started;
    private volatile boolean closed;

    /** Prepares one that is to do its work every thirty seconds at the latest. */
    public Worker(String name, Turn turn) {
        this(name, BOUND, turn);
    }

    /**
     * Prepares the thread; {@link #start} begins it.
     *
     * @param name the part of the node that it is, as {@code GET /status} says it; the thread's name has it as well
     * @param bound how old the last turn that succeeded, or the last {@link #beat}, may be while all is well
     * @param turn should end when it is interrupted, and waits no longer than the bound; comes again when it returns
     */
    public Worker(String name, Duration bound, Turn turn) {
        this.name = name;
        this.turn = turn;
        this.pulse = new Pulse(name, bound, System::nanoTime);
        this.thread = new Thread(this::run, "eventsource-" + name);
        thread.setDaemon(true);
    }

    /** Begins, once. */
    public void start() {
        pulse.noteWork();
        started = true;
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                turn.run();
                pulse.noteWork();
                backoff.reset();
            } catch (Throwable e) {
                fail(e);
            }
        }
    }

    /** Who closes interrupts; any other interrupt is a failure as all else. */
    private void fail(Throwable thrown) {
        if (!closed) {
            pulse.noteFailure(thrown);
            pause();
        }
    }

    @SuppressWarnings("EmptyCatch") // the loop goes on, or sees that it is closed
    private void pause() {
        try {
            Thread.sleep(backoff.next().toMillis());
        } catch (Throwable e) {
            // A shorter pause.
        }
    }

    /** Notes, in the midst of a turn that takes long, that the work is done. The task's own thread calls it. */
    public void beat() {
        pulse.noteWork();
    }

    /** Which part of the node it is. */
    public String name() {
        return name;
    }

    /** What is wrong with it, in words that anyone may read; empty while it does its work. Any thread may ask. */
    public Optional<String> problem() {
        if (!started || closed) {
            return Optional.empty();
        }
        return thread.isAlive() ? pulse.problem() : Optional.of("has ended");
    }

    /** Whether it will do nothing more before the process is started anew. Any thread may ask. */
    public boolean isStuck() {
        return started && !closed && (pulse.isStuck() || !thread.isAlive());
    }

    /** How many of its turns failed since the start. */
    public long failures() {
        return pulse.failures();
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
