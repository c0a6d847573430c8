package dev.eventsource.broker.presence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.OpenStreams;
import dev.eventsource.broker.socket.StreamSearch;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Gives up the places that have lapsed and that nobody is at. One node at a time has each of them to itself, for half a
 * minute, so that it alone tells. Belongs to the thread of {@link Attendance}; {@code Unavailable} where MongoDB does not
 * answer.
 */
@Singleton
class Departures {
    private static final Logger LOG = System.getLogger(Departures.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** How long before the end of that nothing is begun any more. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Clock clock;
    private final OpenStreams streams;
    private final Places places;
    private final Interest interest;
    private final Duration life;
    private @Nullable Departure unanswered;

    /** Places that nobody is at, to be given up by this operation until then. */
    private record Departure(ObjectId operation, Instant at, Instant until, List<Document> left) {}

    @Inject
    Departures(MongoClock clock, OpenStreams streams, Places places, Interest interest, Settings settings) {
        this((Clock) clock, streams, places, interest, settings);
    }

    /** That, by a clock that need not be MongoDB's. */
    Departures(Clock clock, OpenStreams streams, Places places, Interest interest, Settings settings) {
        this.clock = clock;
        this.streams = streams;
        this.places = places;
        this.interest = interest;
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
    }

    /** Does again what was not answered, before anybody is told of who has come back meanwhile. */
    void settle() {
        if (unanswered != null) {
            findSome();
        }
    }

    /** Finds who left, for as long as it may. */
    void find(BooleanSupplier goesOn) {
        boolean more = true;
        while (more && interest.hasRoom() && goesOn.getAsBoolean()) {
            more = findSome();
            interest.sendOn();
        }
    }

    /** Where an answer is lost the same is done again, but not when somebody else may have come by then. */
    private boolean findSome() {
        Departure lost = unanswered;
        Departure departure = lost == null ? findLapsed() : lost;
        unanswered = departure;
        if (departure != null && clock.instant().isAfter(departure.until().minus(MARGIN))) {
            LOG.log(Level.WARNING, "Channels may not be told who left: MongoDB has been away at the wrong moment");
        } else if (departure != null && !departure.left().isEmpty()) {
            leave(departure, lost != null);
        }
        unanswered = null;
        return departure != null;
    }

    private @Nullable Departure findLapsed() {
        Instant now = clock.instant();
        Instant until = now.plus(LONGEST);
        ObjectId operation = new ObjectId();
        List<Document> lapsed = places.lapsed(operation, now, until);
        if (lapsed.isEmpty()) {
            return null;
        }
        Set<Place> occupied = occupied(read(lapsed));
        places.keep(occupied, now.plus(life));
        List<Document> left = lapsed.stream()
                .filter(document -> !occupied.contains(Place.read(document)))
                .toList();
        return new Departure(operation, now, until, left);
    }

    private static Set<Place> read(List<Document> documents) {
        return documents.stream().map(Place::read).collect(toCollection(HashSet::new));
    }

    /** What the tickets say counts: another node may have a stream there, or MongoDB have been away. */
    private Set<Place> occupied(Set<Place> lapsed) {
        Set<Place> sought = new HashSet<>(lapsed);
        Set<Place> found = new HashSet<>();
        streams.search(searches(lapsed), socket -> {
            Place.of(socket).filter(sought::remove).forEach(found::add);
            return !sought.isEmpty();
        });
        return found;
    }

    private static List<StreamSearch> searches(Set<Place> places) {
        return places.stream()
                .collect(groupingBy(place -> List.of(place.user(), place.presenceId() == null)))
                .values()
                .stream()
                .map(Departures::search)
                .toList();
    }

    /** For places of one user, all of them under presence ids or none. */
    private static StreamSearch search(List<Place> places) {
        return new StreamSearch(
                places.get(0).user(),
                places.stream().map(Place::channel).distinct().toList(),
                places.stream()
                        .flatMap(place -> Stream.ofNullable(place.presenceId()))
                        .distinct()
                        .toList());
    }

    /** Whoever has come again, to whichever node, does not leave, though he is told to have come twice. */
    private void leave(Departure departure, boolean again) {
        interest.learn(read(departure.left()));
        long left = places.leave(departure.operation(), departure.until(), departure.left());
        if (left > 0 || again) {
            boolean all = left == departure.left().size();
            Set<Object> staying = all ? Set.of() : places.standing(departure.left());
            departure.left().stream()
                    .filter(document -> !staying.contains(document.get(Places.ID)))
                    .forEach(document -> interest.tell(Place.read(document), false, departure.at()));
        }
    }
}
