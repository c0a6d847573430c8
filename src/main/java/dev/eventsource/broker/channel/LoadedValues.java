package dev.eventsource.broker.channel;

/**
 * Whether all last values are here that there are: others store theirs too, and the feed may miss events.
 *
 * <p>Written under the lock of the {@link LastValues} that have it; {@code awaited} is read by any thread.
 */
final class LoadedValues {
    private boolean isStored;
    private boolean canBeAll;
    private boolean all;
    private volatile boolean awaited;

    /** Somebody stores and loads them, so that a gap in the feed is made up for by what is stored. */
    void noteStore() {
        isStored = true;
    }

    /** All that is stored is about to be offered. */
    void begin() {
        canBeAll = true;
    }

    /** All that is stored has been offered: unless there was doubt meanwhile, what is not here is nowhere. */
    void end() {
        all = canBeAll;
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
