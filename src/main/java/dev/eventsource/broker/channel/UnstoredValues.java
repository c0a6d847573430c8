package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which last values are to be stored, by their names, the longest waiting first. Guarded by the lock of the {@link LastValues} that have it. */
final class UnstoredValues {
    private final Set<ValueName> names = new LinkedHashSet<>();

    void add(LastValue value) {
        names.add(value.name());
    }

    boolean has(LastValue value) {
        return names.contains(value.name());
    }

    int size() {
        return names.size();
    }

    /** Takes some of those that are held and not stored yet. */
    List<LastValue> take(HeldValues held, int most, long mostBytes) {
        List<LastValue> taken = new ArrayList<>();
        long takenBytes = 0;
        for (Iterator<ValueName> next = names.iterator();
                next.hasNext() && taken.size() < most && takenBytes < mostBytes; ) {
            LastValue value = held.find(next.next());
            if (value != null && value.stored() == null) {
                taken.add(value);
                takenBytes += value.frame().length;
            }
            next.remove();
        }
        return taken;
    }
}
