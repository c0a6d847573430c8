package dev.eventsource.broker.ledger.judge;

import java.util.List;
import java.util.function.Predicate;

/** All that was done to the site. */
final class Incidents {
    private final List<Incident> all;

    Incidents(List<Incident> all) {
        this.all = List.copyOf(all);
    }

    /** Whether something was done to a node, or to what it stands on, in this time. */
    boolean concern(String node, long from, long to) {
        return any(incident -> incident.concerns(node) && incident.overlaps(from, to));
    }

    /** Whether a node may have missed events in this time, were it to remember nothing. */
    boolean loseFeed(String node, long from, long to) {
        return any(incident -> incident.effect() != Incident.Effect.KEEPS_FEED
                && incident.concerns(node)
                && incident.overlaps(from, to));
    }

    /** Whether something was done to any node in this time. */
    boolean overlap(long from, long to) {
        return any(incident -> incident.overlaps(from, to));
    }

    /** Those in which a node's feed must have been lost while it ran from this moment to that, and all in between. */
    List<Incident> thatLoseFeed(String node, long from, long to) {
        return all.stream()
                .filter(incident -> incident.effect() == Incident.Effect.LOSES_FEED
                        && incident.concerns(node)
                        && incident.from() > from
                        && incident.to() < to)
                .toList();
    }

    private boolean any(Predicate<Incident> condition) {
        return all.stream().anyMatch(condition);
    }
}
