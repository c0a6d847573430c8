package dev.eventsource.broker.retained;

import dev.eventsource.broker.channel.LastValue;
import dev.eventsource.broker.channel.LastValues;
import dev.eventsource.broker.channel.StoredPlace;
import dev.eventsource.broker.mongo.Mongo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores the last values that have changed here, unless others have. Belongs to one thread; {@code Unavailable} where MongoDB does not answer. */
final class ValueWriter {
    private static final long MOST_BYTES = 8L << 20;

    /** What one turn writes at most, so that a stop need not wait. */
    private static final int MOST_BULKS = 100;

    private final LastValues values;
    private final StoredValues stored;
    private final Epochs epochs;
    private final Runnable beat;

    /**
     * One for the values of a node.
     *
     * @param beat is called behind each bulk
     */
    ValueWriter(LastValues values, StoredValues stored, Epochs epochs, Runnable beat) {
        this.values = values;
        this.stored = stored;
        this.epochs = epochs;
        this.beat = beat;
    }

    /** Stores what waits, or much of it; what another node was about to store at the same moment waits for the next time. */
    void writeAll() {
        List<LastValue> doubtful = new ArrayList<>();
        try {
            boolean more = true;
            for (int bulk = 0; bulk < MOST_BULKS && more; bulk++) {
                more = writeSome(doubtful);
            }
        } finally {
            values.putBack(doubtful);
        }
    }

    private boolean writeSome(List<LastValue> doubtful) {
        List<LastValue> some = values.takeUnstored(Mongo.MOST_IN_BULK, MOST_BYTES);
        try {
            write(some, doubtful);
            return !some.isEmpty();
        } catch (RuntimeException e) {
            values.putBack(some);
            throw e;
        } finally {
            beat.run();
        }
    }

    /**
     * Stores what is not stored by another node already.
     *
     * @param doubtful gets what may not be stored now, since another node was first
     */
    private void write(List<LastValue> some, List<LastValue> doubtful) {
        Map<LastValue, StoredPlace> placed = place(some, doubtful);
        if (placed.isEmpty()) {
            return;
        }
        Map<String, StoredPlace> known =
                stored.places(placed.keySet().stream().map(ValueDocument::id).toList());
        Map<LastValue, StoredPlace> newer = new LinkedHashMap<>();
        placed.forEach((value, place) -> {
            StoredPlace before = known.get(ValueDocument.id(value));
            if (before == null || place.isAfter(before)) {
                newer.put(value, place);
            }
        });
        if (!newer.isEmpty() && !stored.write(newer, known)) {
            doubtful.addAll(newer.keySet());
            placed.keySet().removeAll(newer.keySet());
        }
        values.noteStored(placed.keySet());
    }

    private Map<LastValue, StoredPlace> place(List<LastValue> some, List<LastValue> doubtful) {
        Map<LastValue, StoredPlace> placed = new LinkedHashMap<>();
        for (LastValue value : some) {
            StoredPlace place = values.place(value).orElse(null);
            if (place == null) {
                doubtful.add(value);
            } else {
                placed.put(value, new StoredPlace(place.log(), epochs.of(place.log()), place.number()));
            }
        }
        return placed;
    }
}
