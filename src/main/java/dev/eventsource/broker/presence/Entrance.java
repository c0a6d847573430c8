package dev.eventsource.broker.presence;

import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.StreamChange;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Takes the places that streams begin at, and lets those stand for the grace that they end at. What streams did is noted by
 * any thread and without waiting; what does not fit the next renewal finds, or its place lapses. All else belongs to the
 * thread of {@link Attendance}; {@code Unavailable} where MongoDB does not answer.
 */
@Singleton
class Entrance {
    private static final Logger LOG = System.getLogger(Entrance.class.getName());

    private final Clock clock;
    private final Places places;
    private final Interest interest;
    private final Duration life;
    private final Duration grace;
    private final PlaceChanges changes = new PlaceChanges();
    private final Doubts doubts = new Doubts();

    @Inject
    Entrance(MongoClock clock, Places places, Interest interest, Settings settings) {
        this((Clock) clock, places, interest, settings);
    }

    /** That, by a clock that need not be MongoDB's. */
    Entrance(Clock clock, Places places, Interest interest, Settings settings) {
        this.clock = clock;
        this.places = places;
        this.interest = interest;
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
        this.grace = settings.duration(Setting.PRESENCE_GRACE_SECONDS);
    }

    void note(StreamChange change) {
        if (!changes.add(change)) {
            LOG.log(Level.DEBUG, "The next renewal finds a stream that began or ended");
        }
    }

    /** Follows what streams did, for as long as it may. */
    void follow(BooleanSupplier goesOn) {
        settleDoubts();
        boolean more = true;
        while (more && interest.hasRoom() && goesOn.getAsBoolean()) {
            more = followSome(goesOn);
            interest.sendOn();
        }
    }

    private void settleDoubts() {
        doubts.settle(places, clock.instant(), (place, at) -> interest.tell(place, true, at));
    }

    /** Follows some changes; what MongoDB has not taken waits again. Whether there were any that somebody is told of. */
    private boolean followSome(BooleanSupplier goesOn) {
        Map<Place, PlaceChange> some = new LinkedHashMap<>();
        try {
            fill(some, goesOn);
            boolean any = !some.isEmpty();
            enter(some);
            return any;
        } finally {
            changes.putBack(some);
        }
    }

    private void fill(Map<Place, PlaceChange> some, BooleanSupplier goesOn) {
        Map<Place, PlaceChange> share;
        do {
            share = changes.take(places.atATime() - some.size());
            share.forEach((place, change) -> some.merge(place, change, PlaceChange::then));
            interest.learn(share.keySet());
            some.keySet().removeIf(place -> !interest.isIn(place));
        } while (!share.isEmpty() && some.size() < places.atATime() && goesOn.getAsBoolean());
    }

    /** Follows these changes and has told of who came; those are removed that MongoDB has taken, also where this fails. */
    void enter(Map<Place, PlaceChange> some) {
        if (!some.isEmpty()) {
            Instant now = clock.instant();
            Taking taking = new Taking(some, change -> now.plus(change == PlaceChange.BEGUN ? life : grace));
            try {
                places.take(taking);
            } finally {
                note(taking, now);
                some.keySet().retainAll(taking.left().keySet());
            }
        }
    }

    private void note(Taking taking, Instant at) {
        if (taking.isInDoubt()) {
            doubts.add(taking, at);
        }
        taking.entered().forEach(place -> interest.tell(place, true, at));
    }
}
