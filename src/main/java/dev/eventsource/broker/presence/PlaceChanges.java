package dev.eventsource.broker.presence;

import dev.eventsource.broker.socket.StreamChange;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What streams did at places, each place once however often they came and went, until it is taken. Users take turns, so one
 * with many streams holds up nobody else. At most 32 MB wait, and 8 MB of one user's. Any thread may call, and none waits;
 * all is guarded by this object's lock.
 */
final class PlaceChanges {
    static final long MOST_BYTES = 32 << 20;
    static final long MOST_BYTES_OF_USER = MOST_BYTES / 4;

    /** How many places of a user are taken at a time: those of one stream, at most. */
    static final int SHARE = 64;

    private final Map<String, UserChanges> byUser = new LinkedHashMap<>();
    private long bytes;

    /** Notes what a stream did; false where there was no room for all of it. */
    synchronized boolean add(StreamChange change) {
        PlaceChange what = change.opened() ? PlaceChange.BEGUN : PlaceChange.ENDED;
        boolean noted = true;
        for (Place place : Place.of(change.socket()).toList()) {
            noted &= add(place, what);
        }
        return noted;
    }

    private boolean add(Place place, PlaceChange what) {
        UserChanges changes = byUser.get(place.user());
        PlaceChange earlier = changes == null ? null : changes.get(place);
        if (earlier != null || fits(place, changes)) {
            put(place, earlier == null ? what : earlier.then(what));
            return true;
        }
        return false;
    }

    private boolean fits(Place place, @Nullable UserChanges changes) {
        long weight = place.weight();
        return bytes + weight <= MOST_BYTES && (changes == null || changes.bytes() + weight <= MOST_BYTES_OF_USER);
    }

    /** Takes so many, of one user after the other; all where there are fewer. */
    synchronized Map<Place, PlaceChange> take(int most) {
        Map<Place, PlaceChange> taken = new LinkedHashMap<>();
        while (taken.size() < most && !byUser.isEmpty()) {
            taken.putAll(next(Math.min(SHARE, most - taken.size())));
        }
        return taken;
    }

    /** The share of the user whose turn it is. */
    private Map<Place, PlaceChange> next(int most) {
        Iterator<Map.Entry<String, UserChanges>> turns = byUser.entrySet().iterator();
        Map.Entry<String, UserChanges> first = turns.next();
        turns.remove();
        UserChanges changes = first.getValue();
        bytes -= changes.bytes();
        Map<Place, PlaceChange> share = changes.take(most);
        bytes += changes.bytes();
        if (!changes.isEmpty()) {
            byUser.put(first.getKey(), changes);
        }
        return share;
    }

    /** Lets wait again what was taken and could not be followed, whatever room there is; what came meanwhile comes after it. */
    synchronized void putBack(Map<Place, PlaceChange> taken) {
        taken.forEach((place, earlier) -> {
            UserChanges changes = byUser.get(place.user());
            PlaceChange later = changes == null ? null : changes.get(place);
            put(place, later == null ? earlier : earlier.then(later));
        });
    }

    private void put(Place place, PlaceChange what) {
        bytes += byUser.computeIfAbsent(place.user(), user -> new UserChanges()).put(place, what);
    }
}
