package dev.eventsource.broker.presence;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What waits of one user in {@link PlaceChanges}, by whose lock it is guarded. */
final class UserChanges {
    private final Map<Place, PlaceChange> changes = new LinkedHashMap<>();
    private long bytes;

    @Nullable
    PlaceChange get(Place place) {
        return changes.get(place);
    }

    /** Notes what now is to be followed of a place; how many bytes more that takes. */
    long put(Place place, PlaceChange what) {
        long more = changes.put(place, what) == null ? place.weight() : 0;
        bytes += more;
        return more;
    }

    /** Takes so many of them, or all, the oldest first. */
    Map<Place, PlaceChange> take(int most) {
        Map<Place, PlaceChange> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<Place, PlaceChange>> oldest = changes.entrySet().iterator();
        while (oldest.hasNext() && taken.size() < most) {
            Map.Entry<Place, PlaceChange> next = oldest.next();
            taken.put(next.getKey(), next.getValue());
            bytes -= next.getKey().weight();
            oldest.remove();
        }
        return taken;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The weight of their places. */
    long bytes() {
        return bytes;
    }
}
