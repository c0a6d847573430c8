package dev.eventsource.broker.feed;

import dev.eventsource.broker.cluster.Mark;
import dev.eventsource.broker.event.Seal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Sees to it that events of the broker's own do not get lost in silence while this node has no key to tell them from forged
 * ones. The history has such, so the first session waits for the key; but not for as long as MongoDB may be away. What is
 * passed over from then on everyone is told of as of any gap, at a mark behind it, and not for each of them: it may be many.
 *
 * <p>{@code isAwaited} belongs to the feed's thread, the other fields to the intake, which asks under its own lock.
 */
@Singleton
class OwnEvents {
    private static final Logger LOG = System.getLogger(OwnEvents.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How far apart gaps are in the log, at least. */
    static final Duration RAREST = Duration.ofMinutes(1);

    private final Seal seal;
    private final Duration patience;
    private final LongSupplier millis;
    private boolean isAwaited;
    private boolean isMissed;
    private long silentUntil;

    @Inject
    OwnEvents(Seal seal) {
        this(seal, PATIENCE, System::currentTimeMillis);
    }

    /** That wait for the key for so long at most, by a clock of milliseconds that need not be this node's. */
    OwnEvents(Seal seal, Duration patience, LongSupplier millis) {
        this.seal = seal;
        this.patience = patience;
        this.millis = millis;
    }

    /** Waits for the key ahead of the first session, and says it where it does not come; of later ones none waits again. */
    void awaitKey() throws InterruptedException {
        if (!isAwaited && !seal.await(patience)) {
            LOG.log(
                    Level.WARNING,
                    "MongoDB has for {0} seconds not given the key that nodes seal with: events are read without; where that"
                            + " passes over who joins, leaves or subscribes, subscribers are told of a gap",
                    patience.toSeconds());
        }
        isAwaited = true;
    }

    /** One was passed over that may have been the broker's own. */
    void noteMissed() {
        isMissed = true;
    }

    /** A mark came in; true where everyone is to be told there of a gap that is before it. */
    boolean tellsAt(Mark mark) {
        // Anybody may send marks, and one of the far future must not silence all that follow.
        long now = Math.min(mark.number(), millis.getAsLong());
        if (!isMissed || mark.way() != Mark.Way.THROUGH || now < silentUntil) {
            return false;
        }
        isMissed = false;
        silentUntil = now + RAREST.toMillis();
        LOG.log(
                Level.WARNING,
                "Events that nodes sealed were passed over, which subscribers are told: MongoDB has not given the key");
        return true;
    }
}
