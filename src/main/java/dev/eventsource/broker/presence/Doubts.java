package dev.eventsource.broker.presence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Places of which nobody knows whether an operation has taken them, for its answer was lost; fifty operations at most, each for
 * a minute, by when it has been done or never will be. Belongs to the thread of {@link Attendance}.
 */
final class Doubts {
    private static final Logger LOG = System.getLogger(Doubts.class.getName());
    private static final int MOST = 50;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Deque<Doubt> doubts = new ArrayDeque<>();

    private record Doubt(ObjectId operation, Set<Place> places, Instant at) {}

    void add(Taking taking, Instant at) {
        if (doubts.size() == MOST) {
            doubts.remove();
            LOG.log(Level.WARNING, "Channels may not be told who joined: MongoDB leaves too much unanswered");
        }
        doubts.add(new Doubt(taking.id(), new HashSet<>(taking.places()), at));
    }

    /**
     * Finds out what can be.
     *
     * @param entered told of each place that one of them has taken, and when that was tried
     */
    void settle(Places places, Instant now, BiConsumer<Place, Instant> entered) {
        if (!doubts.isEmpty()) {
            Collection<ObjectId> operations =
                    doubts.stream().map(Doubt::operation).toList();
            Collection<Place> all = doubts.stream()
                    .flatMap(doubt -> doubt.places().stream())
                    .distinct()
                    .toList();
            places.takenBy(operations, all).forEach(taken -> settle(taken, entered));
            doubts.removeIf(doubt ->
                    doubt.places().isEmpty() || doubt.at().plus(LONGEST).isBefore(now));
        }
    }

    private void settle(Document taken, BiConsumer<Place, Instant> entered) {
        Place place = Place.read(taken);
        ObjectId operation = taken.getObjectId(Places.TAKEN_BY);
        for (Doubt doubt : List.copyOf(doubts)) {
            if (doubt.operation().equals(operation) && doubt.places().contains(place)) {
                entered.accept(place, doubt.at());
                doubt.places().remove(place);
            }
        }
    }
}
