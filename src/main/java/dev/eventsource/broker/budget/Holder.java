package dev.eventsource.broker.budget;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/** An owner with what it holds. Guarded by its budget's lock, and not to be changed while it is sorted among others. */
final class Holder {
    /** Who holds most comes first. */
    static final Comparator<Holder> MOST_FIRST =
            Comparator.comparingLong((Holder holder) -> holder.bytes).reversed().thenComparing(holder -> holder.owner);

    /** Its shares that may give way, the oldest first. */
    final Set<Budget.Share> yielding = new LinkedHashSet<>();

    private final String owner;
    private long bytes;

    Holder(String owner) {
        this.owner = owner;
    }

    String owner() {
        return owner;
    }

    long bytes() {
        return bytes;
    }

    void add(long more) {
        bytes += more;
    }
}
