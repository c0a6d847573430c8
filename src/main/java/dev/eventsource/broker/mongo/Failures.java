package dev.eventsource.broker.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.bulk.BulkWriteError;
import dev.eventsource.broker.http.Unavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Tells what a failure of MongoDB's driver is. Away is what passes by itself: the network, the choice of a server, a
 * time-out. All else stays until somebody changes something, such as a role that is missing; each kind of it is logged once
 * a minute, by its code: MongoDB's own words may have a secret in them. Any thread may ask.
 */
final class Failures {
    private static final Logger LOG = System.getLogger(Failures.class.getName());
    private static final String NO_ANSWER = "MongoDB does not answer; try again shortly.";
    private static final String REFUSED =
            "MongoDB refuses what the broker needs to do; the broker's log says what, and its operator has to change it.";
    private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final List<Class<? extends MongoException>> AWAY = List.of(
            MongoSocketException.class,
            MongoTimeoutException.class,
            MongoExecutionTimeoutException.class,
            MongoConnectionPoolClearedException.class,
            MongoServerUnavailableException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class,
            MongoInterruptedException.class);
    private static final List<String> PASSING =
            List.of("RetryableWriteError", "RetryableError", "SystemOverloadedError");

    private final LongSupplier nanoTime;

    /** When each kind was logged last; there are few. */
    private final Map<String, Long> logged = new ConcurrentHashMap<>();

    Failures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    static Unavailable noAnswer() {
        return new Unavailable(NO_ANSWER, null);
    }

    /** What callers are told of it. */
    Unavailable of(MongoException failure, String collection) {
        if (isAway(failure)) {
            return new Unavailable(NO_ANSWER, failure);
        }
        log(describe(failure) + " in the collection " + collection, failure);
        return Unavailable.lasting(REFUSED, failure);
    }

    /** A proof of identity that could not be had is away as well, where the network was the cause. */
    static boolean isAway(MongoException failure) {
        return AWAY.stream().anyMatch(kind -> kind.isInstance(failure) || kind.isInstance(failure.getCause()))
                || PASSING.stream().anyMatch(failure::hasErrorLabel);
    }

    /** Its kind and code, and no more: nothing of what was asked. */
    static String describe(MongoException failure) {
        String name = failure instanceof MongoCommandException command ? " " + command.getErrorCodeName() : "";
        return failure.getClass().getSimpleName() + " " + code(failure) + name;
    }

    private static int code(MongoException failure) {
        return failure instanceof MongoBulkWriteException bulk
                ? bulk.getWriteErrors().stream()
                        .findFirst()
                        .map(BulkWriteError::getCode)
                        .orElse(failure.getCode())
                : failure.getCode();
    }

    private void log(String kind, MongoException failure) {
        long now = nanoTime.getAsLong();
        Long before = logged.get(kind);
        if (before == null || now - before > REPEAT_NANOS) {
            logged.put(kind, now);
            LOG.log(Level.ERROR, "MongoDB answers, and refuses what the broker needs: {0}", kind);
            LOG.log(Level.DEBUG, "It was refused here", failure);
        }
    }
}
