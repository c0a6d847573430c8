package dev.eventsource.broker.mongo;

import dev.eventsource.broker.http.Unavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The time by MongoDB's clock, which is one for all nodes however far their own clocks are apart. It goes by the last
 * answer that told the time and {@link System#nanoTime}, so that a node's clock that is set has no part in it. {@code
 * reading} and {@code latestOutage} are written by the health check's thread alone and read by any.
 */
@Singleton
public final class MongoClock extends Clock {
    private static final Logger LOG = System.getLogger(MongoClock.class.getName());

    /** Answers that come further apart than this, of which one is due each second, had an outage between them. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private volatile @Nullable Reading reading;
    private volatile @Nullable Outage latestOutage;
    private boolean hasAnswered;
    private long latestAnswer;
    private boolean complained;

    /** A time in which MongoDB did not answer, by this clock. */
    public record Outage(Instant begin, Instant end) {}

    private record Reading(Instant time, long nanoTime) {
        Instant at(long laterNanoTime) {
            return time.plusNanos(laterNanoTime - nanoTime);
        }
    }

    @Inject
    public MongoClock() {
        this(System::nanoTime);
    }

    MongoClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The time to within half of what an answer of MongoDB takes; {@link Unavailable} before its first answer. */
    @Override
    public Instant instant() {
        Reading current = reading;
        if (current == null) {
            throw new Unavailable("MongoDB has not answered yet; try again shortly.", null);
        }
        return current.at(nanoTime.getAsLong());
    }

    /** The time in which MongoDB was away last, so that nothing could be renewed; empty where it never was. */
    public Optional<Outage> latestOutage() {
        return Optional.ofNullable(latestOutage);
    }

    /**
     * Reads the time off an answer to {@code isMaster}. While the answers do not contradict this clock it is left alone,
     * so that it does not jump to and fro with the network's delays.
     *
     * @param askedAt by {@link System#nanoTime}, as {@code answeredAt}
     */
    void read(Document answer, long askedAt, long answeredAt) {
        readTime(answer, askedAt, answeredAt);
        Duration silence = Duration.ofNanos(answeredAt - latestAnswer);
        Instant now = instant();
        if (hasAnswered && silence.compareTo(LONGEST_SILENCE) > 0) {
            latestOutage = new Outage(now.minus(silence), now);
        }
        latestAnswer = answeredAt;
        hasAnswered = true;
    }

    private void readTime(Document answer, long askedAt, long answeredAt) {
        if (answer.get("localTime") instanceof Date told) {
            // It is told in whole milliseconds, of which the rest was cut off.
            Instant earliest = told.toInstant();
            Instant latest = earliest.plusMillis(1).plusNanos(answeredAt - askedAt);
            Reading current = reading;
            if (current == null
                    || current.at(answeredAt).isBefore(earliest)
                    || current.at(answeredAt).isAfter(latest)) {
                reading = new Reading(earliest, askedAt + (answeredAt - askedAt) / 2);
            }
        } else {
            goByNode(answeredAt);
        }
    }

    private void goByNode(long now) {
        reading = new Reading(Instant.now(), now);
        if (!complained) {
            complained = true;
            LOG.log(
                    Level.WARNING,
                    "MongoDB does not tell its time; sockets lapse by this node's clock, which has to agree with the"
                            + " other nodes'");
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not needed: an instant has no zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock tells UTC");
    }
}
