package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Offset;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Slot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the log makes of all that was said of last values: its order decides. */
final class ValueLog {
    private final Map<Saying, Offset> offsets;
    private final NavigableMap<Offset, Saying> all = new TreeMap<>();
    private final Map<Slot, NavigableMap<Offset, Saying>> retained = new HashMap<>();

    ValueLog(Map<Saying, Offset> offsets) {
        this.offsets = offsets;
        offsets.forEach((saying, offset) -> {
            all.put(offset, saying);
            if (saying.isRetained()) {
                retained.computeIfAbsent(saying.slot(), first -> new TreeMap<>())
                        .put(offset, saying);
            }
        });
    }

    /** Where a saying stands; null where the log does not have it. */
    @Nullable
    Offset offset(Saying saying) {
        return offsets.get(saying);
    }

    Set<Slot> slots() {
        return retained.keySet();
    }

    /** What was last said of a slot at that place: a value or that there is none; null where nothing was. */
    @Nullable
    Saying last(Slot slot, Offset place) {
        Map.Entry<Offset, Saying> last = of(slot).floorEntry(place);
        return last == null ? null : last.getValue();
    }

    /** Whether a slot is spoken of behind a place, before that moment. */
    boolean changes(Slot slot, Offset place, long before) {
        return of(slot).tailMap(place, false).values().stream().anyMatch(saying -> saying.beganAt() <= before);
    }

    private NavigableMap<Offset, Saying> of(Slot slot) {
        return retained.getOrDefault(slot, new TreeMap<>());
    }

    /** All that is behind a place, in order. */
    Collection<Saying> behind(Offset place) {
        return all.tailMap(place, false).values();
    }

    /** The last that was said of anything; null where nothing was. */
    @Nullable
    Offset end() {
        return all.isEmpty() ? null : all.lastKey();
    }
}
