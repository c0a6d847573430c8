package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.value.Sight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream showed from its opening on, or from a reset on, up to the next reset.
 *
 * @param front in front of the place, if it said one
 * @param place that the last values are of; null where it said none
 * @param live behind that
 * @param until when it was over
 */
record Beginning(
        Sight sight,
        Sight.Begin begin,
        List<Sight.Event> front,
        Sight.@Nullable Place place,
        List<Sight.Event> live,
        long until) {

    /** All beginnings of one stream. */
    static List<Beginning> of(Sight sight) {
        List<Beginning> all = new ArrayList<>();
        List<Sight.Seen> seen = sight.seen();
        int from = -1;
        for (int i = 0; i <= seen.size(); i++) {
            boolean isEnd = i == seen.size();
            if (isEnd || seen.get(i) instanceof Sight.Begin) {
                if (from >= 0) {
                    all.add(of(
                            sight,
                            seen.subList(from, i),
                            isEnd ? sight.endedAt() : seen.get(i).at()));
                }
                from = i;
            }
        }
        return all;
    }

    private static Beginning of(Sight sight, List<Sight.Seen> seen, long until) {
        List<Sight.Event> front = new ArrayList<>();
        List<Sight.Event> live = new ArrayList<>();
        Sight.Place place = null;
        for (Sight.Seen one : seen) {
            if (one instanceof Sight.Place said) {
                place = said;
            } else if (one instanceof Sight.Event event) {
                (place == null ? front : live).add(event);
            }
        }
        return new Beginning(sight, (Sight.Begin) seen.get(0), front, place, live, until);
    }

    /** How late the newest of its live events came, in milliseconds: what follows that may be as late, and comes behind the end. */
    long lag() {
        return live.stream()
                .filter(event -> event.saying().isConfirmed())
                .reduce((older, newer) -> newer)
                .map(newest -> Math.max(0, newest.at() - newest.saying().confirmedAt()))
                .orElse(0L);
    }

    /** Whether it shows nothing at all, for at least so long. */
    boolean isEmptyFor(long millis) {
        return place == null && front.isEmpty() && until - begin.at() >= millis;
    }
}
