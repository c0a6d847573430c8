package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The logs that last values came from, one after the other. Guarded by the lock of the {@link LastValues} that have it. */
final class LogEras {
    private final List<LogEra> eras = new ArrayList<>();
    private final PositionIds ofNode;

    /** The node's own, until another is read. */
    LogEras(PositionIds ofNode) {
        this.ofNode = ofNode;
        eras.add(new LogEra(ofNode, true, 0));
    }

    /**
     * Positions after {@code last} are of that log, if it is another than before; the same may have got its name.
     *
     * @param isUnused whether no value is of the log before
     */
    void countBy(PositionIds ids, long last, boolean isUnused) {
        LogEra current = current();
        LogEra next = new LogEra(ids, ids.equals(ofNode), current.after());
        boolean isSame = !current.isNodes() && current.ids().shift() == ids.shift();
        if (isSame || isUnused) {
            eras.set(eras.size() - 1, next);
        } else {
            eras.add(new LogEra(ids, next.isNodes(), last));
        }
    }

    LogEra current() {
        return eras.get(eras.size() - 1);
    }

    /** Where a value that came in stands, but for its log's epoch, which is 0; empty where the log has no name yet. */
    Optional<StoredPlace> place(LastValue value) {
        for (int i = eras.size() - 1; i >= 0; i--) {
            LogEra era = eras.get(i);
            if (era.after() < value.position()) {
                boolean mayGetName = i == eras.size() - 1;
                return era.isNamed() || !mayGetName
                        ? Optional.of(new StoredPlace(era.log(), 0, era.number(value)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
