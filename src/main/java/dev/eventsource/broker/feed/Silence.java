package dev.eventsource.broker.feed;

import dev.eventsource.broker.publish.Publisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Knows when nothing has come in for much longer than marks take that were put meanwhile, not even other nodes'. Of a stream's
 * server that was cut off from its cluster for some seconds and is back, RabbitMQ hands nothing more to who read it before, and
 * says nothing of it. For the feed's own thread.
 */
@Singleton
class Silence {
    static final String WORDS =
            "nothing comes in, not even marks that RabbitMQ has taken: its server may have been cut off from its cluster";

    static final Duration LONGEST = Duration.ofSeconds(15);

    /** A node that was frozen, and not RabbitMQ, has been silent for long when it is looked at for the first time. */
    static final int FEWEST_LOOKS = 3;

    private final LongSupplier cameIn;
    private final BooleanSupplier isPut;
    private final LongSupplier nanoTime;
    private long before;
    private long since;
    private int looks;
    private boolean isAsked;

    @Inject
    Silence(Intake intake, Publisher publisher) {
        this(intake::taken, publisher::takes, System::nanoTime);
    }

    /** How much came in, whether marks can be put, and a clock as {@link System#nanoTime}. */
    Silence(LongSupplier cameIn, BooleanSupplier isPut, LongSupplier nanoTime) {
        this.cameIn = cameIn;
        this.isPut = isPut;
        this.nanoTime = nanoTime;
    }

    /**
     * A session begins.
     *
     * @param sessionIsResumed whether its end costs nothing; else no silence is too long, for that end would be a gap
     */
    void begin(boolean sessionIsResumed) {
        isAsked = sessionIsResumed;
        begin();
    }

    private void begin() {
        before = cameIn.getAsLong();
        since = nanoTime.getAsLong();
        looks = 0;
    }

    /** Looks at it: true where it has lasted for too long. Where no marks can be put, it means nothing. */
    boolean isTooLong() {
        looks++;
        if (cameIn.getAsLong() != before || !isPut.getAsBoolean()) {
            begin();
        }
        return isAsked && looks >= FEWEST_LOOKS && nanoTime.getAsLong() - since >= LONGEST.toNanos();
    }
}
