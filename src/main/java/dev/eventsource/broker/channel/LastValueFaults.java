package dev.eventsource.broker.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What could not be kept of last values, for operators. Guarded by the lock of the {@link LastValues} that have it; any thread counts. */
final class LastValueFaults {
    private static final Logger LOG = System.getLogger(LastValueFaults.class.getName());
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(5);

    private long silentUntil = System.nanoTime();
    private boolean hasLeft;
    private long lastLeft;
    private final AtomicLong refused = new AtomicLong();
    private long lastRefused;

    /** One has no room. */
    void noteRefused(LastValue value) {
        refused.incrementAndGet();
        lastRefused = System.nanoTime();
        if (lastRefused - silentUntil >= 0) {
            silentUntil = lastRefused + SILENCE_NANOS;
            LOG.log(
                    Level.WARNING,
                    "A last value of the channel {0} is not retained: it has no room in RETAINED_BYTES, or is longer than 12 MiB",
                    value.channel().name());
        }
    }

    /** One that was cleared stays stored, for too many wait. */
    void noteLeft() {
        lastLeft = System.nanoTime();
        hasLeft = true;
    }

    /** What is wrong; empty where none was refused, and none left as it is stored, within five minutes. */
    Optional<String> now() {
        if (hasLeft && System.nanoTime() - lastLeft < FRESH_NANOS) {
            return Optional.of("what was cleared may come back, for too much waits to be stored in MongoDB");
        }
        boolean isFresh = refused.get() > 0 && System.nanoTime() - lastRefused < FRESH_NANOS;
        return isFresh ? Optional.of("last values are not retained, for RETAINED_BYTES are taken") : Optional.empty();
    }

    /** How many were not retained since the start. */
    long refused() {
        return refused.get();
    }
}
