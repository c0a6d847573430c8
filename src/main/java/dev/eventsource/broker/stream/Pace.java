package dev.eventsource.broker.stream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a stream gets a heartbeat, whether it ends with its first answer, and in which words it is told so.
 *
 * @param silenceNanos the silence after which a heartbeat is due
 * @param isLongPoll whether it is one answer to a poll rather than a stream
 * @param term when it ends by itself; null: it does not
 * @param words what is said then
 */
record Pace(long silenceNanos, boolean isLongPoll, @Nullable Term term, Words words) {
    private static final Duration LONGEST_POLL = Duration.ofSeconds(25);

    Pace(long silenceNanos, boolean isLongPoll) {
        this(silenceNanos, isLongPoll, null, Words.EVENTS);
    }

    /** The same for a stream that ends by itself. */
    Pace until(Term end) {
        return new Pace(silenceNanos, isLongPoll, end, words);
    }

    /** The same in other words. */
    Pace in(Words others) {
        return new Pace(silenceNanos, isLongPoll, term, others);
    }

    /**
     * A stream with a heartbeat after at most {@code silence}: each stream draws its own from the last fifth of it, so
     * that streams which fell silent together are not all due in one moment.
     */
    static Pace stream(Duration silence) {
        return new Pace((long) (silence.toNanos() * ThreadLocalRandom.current().nextDouble(0.8, 1.0)), false);
    }

    /** One answer, with a heartbeat where nothing came for 25 seconds. */
    static Pace longPoll() {
        return new Pace(LONGEST_POLL.toNanos(), true);
    }
}
