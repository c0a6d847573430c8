package dev.eventsource.broker.channel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a last value that was found stored stands in this node's order, and whether it is newer than the one that is here. */
final class FoundValue {
    private FoundValue() {}

    /**
     * The same at its place here. What this node does not count any more stands at 0. In queues, and of a stream that was read before,
     * what another node had while this one missed it stands where the gap is.
     *
     * @param epoch of the log that is read now
     */
    static LastValue placed(
            LastValue value,
            StoredPlace place,
            long epoch,
            LogEras eras,
            Timeline timeline,
            @Nullable LastValue known) {
        LogEra current = eras.current();
        boolean isCounted =
                !current.isNodes() && place.epoch() == epoch && place.log().equals(current.log());
        if (isCounted) {
            return value.at(Math.max(0, place.number() + current.ids().shift()));
        }
        return value.at(known != null && wasMissed(value, place, known, eras) ? timeline.lastGap() : 0);
    }

    private static boolean wasMissed(LastValue value, StoredPlace place, LastValue known, LogEras eras) {
        StoredPlace before = known.stored() == null ? eras.place(known).orElse(null) : known.stored();
        return before != null
                && place.log().equals(before.log())
                && place.number() > before.number()
                && !isSame(value, known);
    }

    /** By the clocks of two nodes one event may be newer than itself. */
    private static boolean isSame(LastValue value, LastValue known) {
        boolean isAlike = value.isCleared() ? known.isCleared() : Arrays.equals(value.frame(), known.frame());
        return isAlike && value.id().equals(known.id());
    }

    static boolean isNewer(LastValue offered, LastValue known) {
        StoredPlace before = known.stored();
        StoredPlace after = offered.stored();
        boolean isBeforeAll = known.position() == 0 && offered.position() == 0;
        if (isBeforeAll && before != null && after != null) {
            return after.isAfter(before);
        }
        return offered.position() > known.position();
    }
}
