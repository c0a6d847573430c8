package dev.eventsource.broker.amqp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: twice as long each time, up to a limit, with jitter. For one thread. */
final class Backoff {
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 5_000;

    private long nextMillis = FIRST_MILLIS;

    /** The wait that is due: from half of the current step up to the whole of it. */
    Duration next() {
        long millis = ThreadLocalRandom.current().nextLong(nextMillis / 2, nextMillis + 1);
        nextMillis = Math.min(LONGEST_MILLIS, 2 * nextMillis);
        return Duration.ofMillis(millis);
    }

    /** Begins anew, after a success. */
    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
