package dev.eventsource.broker.channel;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Where a last value that was found stored stands in this node's order, and whether it is newer than the one that is here. */
final class FoundValue {
    private FoundValue() {}

    /**
     * The same at its place here. What this node does not count any more stands at 0. In queues, and of a stream that was read before,
     * or was there between that and the one that is read now, what another node had while this one missed it stands where the gap is.
     *
     * @param epochs of the logs that were read here; 0 where it is not known
     */
    static LastValue placed(
            LastValue value,
            StoredPlace place,
            ToLongFunction<String> epochs,
            LogEras eras,
            Timeline timeline,
            @Nullable LastValue known) {
        LogEra current = eras.current();
        boolean isCounted = !current.isNodes()
                && place.log().equals(current.log())
                && place.epoch() == epochs.applyAsLong(current.log());
        if (isCounted) {
            return value.at(Math.max(0, place.number() + current.ids().shift()));
        }
        return value.at(known != null && wasMissed(value, place, known, eras, epochs) ? timeline.lastGap() : 0);
    }

    private static boolean wasMissed(
            LastValue value, StoredPlace place, LastValue known, LogEras eras, ToLongFunction<String> epochs) {
        StoredPlace before = known.stored() == null ? eras.place(known).orElse(null) : known.stored();
        return before != null && isBehind(place, before, epochs) && !isSame(value, known);
    }

    /** Behind it in one log, or of a later log. Of two logs it is not known where this node does not know when one of them was. */
    private static boolean isBehind(StoredPlace place, StoredPlace before, ToLongFunction<String> epochs) {
        if (place.log().equals(before.log())) {
            return place.number() > before.number();
        }
        long epoch = before.epoch() > 0 ? before.epoch() : epochs.applyAsLong(before.log());
        return epoch > 0 && place.epoch() > epoch;
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
