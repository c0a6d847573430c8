package dev.eventsource.broker.channel;

import org.jspecify.annotations.Nullable;

/** Where a last value that was found stored stands in this node's order, and whether it is newer than the one that is here. */
final class FoundValue {
    private FoundValue() {}

    /**
     * The same at its place here. What this node does not count any more stands at 0. In queues, what another node had while this one
     * missed it stands where the gap is.
     *
     * @param epoch of the log that is read now
     */
    static LastValue placed(
            LastValue value,
            StoredPlace place,
            long epoch,
            LogEra current,
            Timeline timeline,
            @Nullable LastValue known) {
        boolean isHere = place.epoch() == epoch && place.log().equals(current.log());
        return value.at(isHere ? position(value, place, current, timeline, known) : 0);
    }

    private static long position(
            LastValue value, StoredPlace place, LogEra current, Timeline timeline, @Nullable LastValue known) {
        if (!current.isNodes()) {
            return Math.max(0, place.number() + current.ids().shift());
        }
        boolean wasMissed =
                known != null && place.number() > known.clock() && !value.id().equals(known.id());
        return wasMissed ? timeline.lastGap() : 0;
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
