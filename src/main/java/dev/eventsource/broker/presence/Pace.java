package dev.eventsource.broker.presence;

import dev.eventsource.broker.mongo.Mongo;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How many places one operation is about: so many that MongoDB does it within a second, 10 to 80. A server that is slow with
 * each of them would leave unanswered what is about more. Belongs to the thread of {@link Attendance}.
 */
final class Pace {
    static final int LEAST = 10;
    static final int MOST = Mongo.MOST_IN_BULK;
    private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private int size = 50;

    /**
     * One that begins with 50.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    int size() {
        return size;
    }

    /** Does an operation that is about so many places, and learns from it. */
    <T> T measure(int places, Supplier<T> operation) {
        long begin = nanoTime.getAsLong();
        boolean done = false;
        try {
            T result = operation.get();
            done = true;
            return result;
        } finally {
            learn(places, nanoTime.getAsLong() - begin, done);
        }
    }

    private void learn(int places, long nanos, boolean done) {
        // By what is about a half as well, for of what waits that much may be nobody's concern.
        if (!done) {
            size = LEAST;
        } else if (nanos > LONG_NANOS) {
            size = (int) Math.max(LEAST, Math.min(size, places * LONG_NANOS / nanos));
        } else if (places >= size / 2) {
            size = Math.min(MOST, 2 * size);
        }
    }
}
