package dev.eventsource.broker.presence;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.OpenStreams;
import dev.eventsource.broker.socket.Socket;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Holds on the places that this node has streams at, and takes those that no note has told of. Belongs to the thread of
 * {@link Attendance}; {@code Unavailable} where MongoDB does not answer.
 */
@Singleton
class RollCall {

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final OpenStreams streams;
    private final Places places;
    private final Interest interest;
    private final Entrance entrance;
    private final Duration life;
    private final Queue<Socket> unrenewed = new ArrayDeque<>();
    private final Queue<Place> ofSocket = new ArrayDeque<>();
    private long next;

    @Inject
    RollCall(
            MongoClock clock,
            OpenStreams streams,
            Places places,
            Interest interest,
            Entrance entrance,
            Settings settings) {
        this(clock, System::nanoTime, streams, places, interest, entrance, settings);
    }

    /** That, by clocks that need not be MongoDB's and this node's. */
    RollCall(
            Clock clock,
            LongSupplier nanoTime,
            OpenStreams streams,
            Places places,
            Interest interest,
            Entrance entrance,
            Settings settings) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.streams = streams;
        this.places = places;
        this.interest = interest;
        this.entrance = entrance;
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
        this.next = nanoTime.getAsLong();
    }

    /** Renews what is due, for as long as it may. */
    void renew(BooleanSupplier goesOn) {
        if (isDone() && nanoTime.getAsLong() - next >= 0) {
            next = nanoTime.getAsLong() + life.dividedBy(4).toNanos();
            unrenewed.addAll(streams.ofThisNode());
        }
        while (!isDone() && goesOn.getAsBoolean()) {
            renewSome();
        }
    }

    /** What MongoDB does not take of these the next renewal finds, long before it lapses. */
    private void renewSome() {
        Set<Place> some = some();
        interest.learn(some);
        some.removeIf(place -> !interest.isIn(place));
        if (!some.isEmpty() && places.keep(some, clock.instant().plus(life)) < some.size() && interest.hasRoom()) {
            entrance.enter(some.stream().collect(toMap(identity(), place -> PlaceChange.BEGUN)));
        }
    }

    private Set<Place> some() {
        Set<Place> some = new LinkedHashSet<>();
        while (some.size() < places.atATime() && !isDone()) {
            if (ofSocket.isEmpty()) {
                expand(unrenewed.remove());
            } else {
                some.add(ofSocket.remove());
            }
        }
        return some;
    }

    /** Unless its stream has ended meanwhile: nobody would come who was told of. */
    private void expand(Socket socket) {
        if (streams.isHere(socket)) {
            Place.of(socket).forEach(ofSocket::add);
        }
    }

    private boolean isDone() {
        return unrenewed.isEmpty() && ofSocket.isEmpty();
    }
}
