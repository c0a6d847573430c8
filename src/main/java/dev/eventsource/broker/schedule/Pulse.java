package dev.eventsource.broker.schedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * When a thread last did its work, and what keeps it from it. All is written by that thread alone, but for {@code workedAt}
 * and {@code turnedAt}, which who starts the thread writes before that; all is read by any thread.
 */
final class Pulse {
    private static final Logger LOG = System.getLogger(Pulse.class.getName());

    /** How often the same failure is logged that comes over and over. */
    private static final Duration REPEAT = Duration.ofMinutes(1);

    /** How long a turn may take before the process needs to be started anew, whatever other servers do. */
    private static final Duration STUCK = Duration.ofMinutes(2);

    private final String name;
    private final Duration bound;
    private final LongSupplier nanoTime;
    private final LongAdder failures = new LongAdder();
    private volatile long workedAt;
    private volatile long turnedAt;
    private volatile String failure = "";
    private String logged = "";
    private long loggedAt;

    /**
     * One that beat just now.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    Pulse(String name, Duration bound, LongSupplier nanoTime) {
        this.name = name;
        this.bound = bound;
        this.nanoTime = nanoTime;
        this.workedAt = nanoTime.getAsLong();
        this.turnedAt = workedAt;
    }

    /** The work was done. */
    void noteWork() {
        long now = nanoTime.getAsLong();
        workedAt = now;
        turnedAt = now;
        failure = "";
    }

    /** It was not. Never throws: memory may have run out. */
    @SuppressWarnings("EmptyCatch") // there is nobody left to tell
    void noteFailure(Throwable thrown) {
        turnedAt = nanoTime.getAsLong();
        failure = thrown.getClass().getSimpleName();
        failures.increment();
        try {
            log(thrown);
        } catch (Throwable e) {
            // The count has it.
        }
    }

    private void log(Throwable thrown) {
        String text = thrown.toString();
        if (!text.equals(logged) || nanoTime.getAsLong() - loggedAt > REPEAT.toNanos()) {
            logged = text;
            loggedAt = nanoTime.getAsLong();
            LOG.log(Level.ERROR, "The thread of " + name + " goes on after a failure that nobody foresaw", thrown);
        }
    }

    /** How often it failed since the start. */
    long failures() {
        return failures.sum();
    }

    /** What is wrong, in words that anyone may read; empty while the last success is within the bound. */
    Optional<String> problem() {
        long nanos = nanoTime.getAsLong() - workedAt;
        if (nanos <= bound.toNanos()) {
            return Optional.empty();
        }
        String cause = failure.isEmpty() ? "" : ", failing with " + failure;
        return Optional.of("has not done its work for %d s%s".formatted(nanos / 1_000_000_000, cause));
    }

    /** Whether its turn has not come to an end, good or bad, for two minutes. */
    boolean isStuck() {
        return nanoTime.getAsLong() - turnedAt > STUCK.toNanos();
    }
}
