package dev.eventsource.broker.ledger.judge;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** All that was done to the site. */
final class Incidents {
    private final List<Incident> all;
    private final boolean isStreamFeed;

    Incidents(List<Incident> all, boolean isStreamFeed) {
        this.all = List.copyOf(all);
        this.isStreamFeed = isStreamFeed;
    }

    /** Whether something was done to a node, or to what it stands on, in this time. */
    boolean concern(String node, long from, long to) {
        return any(incident -> incident.concerns(node) && incident.overlaps(from, to));
    }

    /** Whether a node's feed may have missed events in this time. */
    boolean mayLeaveGap(String node, long from, long to) {
        return any(incident ->
                incident.effect().mayLeaveGap(isStreamFeed) && incident.concerns(node) && incident.overlaps(from, to));
    }

    /** Whether the stream of all nodes was deleted in this time. */
    boolean loseStream(long from, long to) {
        return any(incident -> incident.effect() == Incident.Effect.LOSES_STREAM && incident.overlaps(from, to));
    }

    /** Those that deleted the stream, oldest first. */
    List<Incident> thatLoseStream() {
        return all.stream()
                .filter(incident -> incident.effect() == Incident.Effect.LOSES_STREAM)
                .sorted(Comparator.comparing(Incident::from))
                .toList();
    }

    /** Whether something was done to any node in this time. */
    boolean overlap(long from, long to) {
        return any(incident -> incident.overlaps(from, to));
    }

    /** Those that a node had to tell everyone of, and that lie between these moments as a whole. */
    List<Incident> thatLeaveGap(String node, long from, long to) {
        return all.stream()
                .filter(incident -> incident.effect().leavesGap(isStreamFeed)
                        && incident.concerns(node)
                        && incident.from() > from
                        && incident.to() < to)
                .toList();
    }

    /** When the next gap begins that a node has to tell of, behind one that is over; never, where none does. */
    long nextGap(String node, Incident before) {
        return thatLeaveGap(node, before.to(), Long.MAX_VALUE).stream()
                .mapToLong(Incident::from)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** When a node was well again of what was done to it alone while an outage lasted or shortly behind; the outage's end, where nothing was. */
    long endOfOwn(String node, Incident outage, long margin) {
        return all.stream()
                .filter(incident -> incident.node().equals(node)
                        && incident.effect().mayHoldUp()
                        && incident.overlaps(outage.from(), outage.to() + margin))
                .mapToLong(Incident::to)
                .reduce(outage.to(), Math::max);
    }

    private boolean any(Predicate<Incident> condition) {
        return all.stream().anyMatch(condition);
    }
}
