package dev.eventsource.broker.channel;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether all last values are here that there are: others store theirs too, and the feed may miss events.
 *
 * <p>Written under the lock of the {@link LastValues} that have it; {@code awaited} is read by any thread.
 */
final class LoadedValues {
    private boolean isStored;
    private boolean canBeAll;
    private boolean all;
    private boolean isNews;

    /** While they are being offered: those that were. */
    private Set<ValueName> offered = new HashSet<>();

    private volatile boolean awaited;

    /** Somebody stores and loads them, so that a gap in the feed is made up for by what is stored. */
    void noteStore() {
        isStored = true;
    }

    /** All that is stored is about to be offered. */
    void begin() {
        canBeAll = true;
        isNews = false;
        offered = new HashSet<>();
    }

    /** One is being offered, and is here. */
    void noteOffered(LastValue value) {
        offered.add(value.name());
    }

    boolean wasOffered(LastValue value) {
        return offered.contains(value.name());
    }

    /** Whether something that was offered has changed what is here. */
    void noteNews(boolean is) {
        isNews |= is;
    }

    /** All that is stored has been offered: unless there was doubt meanwhile, what is not here is nowhere. Whether there was news. */
    boolean end() {
        all = canBeAll;
        offered = new HashSet<>();
        return isNews;
    }

    /** There may be values that are not known here, until all have been offered again. */
    void doubt() {
        canBeAll = false;
        all = false;
    }

    /** The feed missed events, among which there may have been newer ones than are here. */
    void noteGap() {
        doubt();
        awaited = isStored;
    }

    /** They have been offered, or nobody is to wait for them any longer; whether somebody may have waited. */
    boolean letBegin() {
        boolean wereAwaited = awaited;
        awaited = false;
        return wereAwaited;
    }

    /** Whether what is not here is nowhere. */
    boolean areAll() {
        return all;
    }

    /** Whether those that may be newer are still to be offered: who begins with last values has to wait. */
    boolean areAwaited() {
        return awaited;
    }
}
