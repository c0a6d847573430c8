package dev.eventsource.broker.schedule;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: twice as long each time, up to a limit, with jitter. For one thread. */
public final class Backoff {
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 5_000;

    private long nextMillis = FIRST_MILLIS;

    /** Begins with 125 to 250 ms; the longest wait is 5 s. */
    public Backoff() {}

    /** The wait that is due: from half of the current step up to the whole of it. */
    public Duration next() {
        long millis = ThreadLocalRandom.current().nextLong(nextMillis / 2, nextMillis + 1);
        nextMillis = Math.min(LONGEST_MILLIS, 2 * nextMillis);
        return Duration.ofMillis(millis);
    }

    /** Begins anew, after a success. */
    public void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
