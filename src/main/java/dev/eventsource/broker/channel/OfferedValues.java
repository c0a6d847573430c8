package dev.eventsource.broker.channel;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Takes the last values that are found stored. Guarded by the lock of the {@link LastValues} that it is part of. */
final class OfferedValues {
    private final HeldValues held;
    private final UnstoredValues unstored;
    private final LogEras eras;
    private final LoadedValues loaded;
    private final LastValueFaults faults;

    OfferedValues(HeldValues held, UnstoredValues unstored, LogEras eras, LoadedValues loaded, LastValueFaults faults) {
        this.held = held;
        this.unstored = unstored;
        this.eras = eras;
        this.loaded = loaded;
        this.faults = faults;
    }

    /**
     * Takes one, unless what came in here is newer.
     *
     * @param value of which the position counts for nothing, and where it is stored for all
     * @param epochs of the logs that were read here; 0 where it is not known
     */
    void offer(LastValue value, StoredPlace place, ToLongFunction<String> epochs, Timeline timeline, Loading loading) {
        LastValue known = held.find(value.name());
        LastValue offered = FoundValue.placed(value, place, epochs, eras, timeline, known);
        if (known == null ? !value.isCleared() : FoundValue.isNewer(offered, known)) {
            take(offered, known, timeline.last());
            // What stands ahead comes in by itself.
            boolean isBehind = offered.position() <= timeline.last();
            loading.noteNews(isBehind && (known != null || held.find(value.name()) != null));
        }
        if (held.find(value.name()) != null) {
            loading.noteOffered(value);
        }
    }

    private void take(LastValue offered, @Nullable LastValue known, long last) {
        if (offered.isCleared()) {
            if (known != null) {
                held.forget(known);
            }
        } else if (held.makeRoomFor(offered)) {
            held.set(offered, last);
            held.notePlain(offered.channel(), last);
        } else {
            if (known != null) {
                held.forget(known);
                held.notePlain(offered.channel(), last);
            }
            faults.noteRefused(offered);
            loaded.doubt();
        }
    }

    /** Forgets one that was cleared while this node missed events, of which nothing is stored any more. */
    void forgetUnlessOffered(LastValue value, Loading loading) {
        boolean isGone = !loading.wasOffered(value) && !unstored.has(value);
        if (isGone && value.equals(held.find(value.name()))) {
            held.forget(value);
            loading.noteNews(true);
        }
    }
}
