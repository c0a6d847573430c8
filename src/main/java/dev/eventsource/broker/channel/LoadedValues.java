package dev.eventsource.broker.channel;

/**
 * Whether all last values are here that there are: others store theirs too, and the feed may miss events.
 *
 * <p>Written under the lock of the {@link LastValues} that have it; {@code awaited} is read by any thread. Times are microseconds, as
 * {@link LastValue#clock} has them.
 */
final class LoadedValues {
    private static final long NEVER = Long.MAX_VALUE;

    private boolean isStored;
    private boolean all;
    private int doubts;
    private int gaps;
    private long heard;
    private long missedSince = NEVER;
    private volatile boolean awaited;

    /** Somebody stores and loads them, so that a gap in the feed is made up for by what is stored. */
    void noteStore() {
        isStored = true;
    }

    /** All that was said up to that time has come in, but for what gaps tell of. */
    void noteHeard(long time) {
        heard = Math.max(heard, time);
    }

    /**
     * All that is stored is about to be offered. What is not found there may have been cleared while this node missed it, or be not stored
     * for other reasons: MongoDB was restored as it was before, say. Where all that was cleared since the feed last held is still stored, it was
     * not cleared, and stays. It was where the node missed it for so long that this is not stored any more: with half of that time for
     * clocks that differ.
     *
     * @param clearedLife for how long at least it stays stored that one was cleared: what came in since was not cleared so long ago
     */
    Loading begin(long now, long clearedLife) {
        boolean isTooLate = missedSince != NEVER && now - missedSince > clearedLife / 2;
        return new Loading(isTooLate ? Math.min(missedSince, now - clearedLife) : Loading.NOTHING, doubts, gaps);
    }

    /** All that is stored has been offered: unless there was doubt meanwhile, what is not here is nowhere. */
    void end(Loading loading) {
        all = loading.doubts() == doubts;
        missedSince = loading.gaps() == gaps ? NEVER : missedSince;
    }

    /** There may be values that are not known here, until all have been offered again. */
    void doubt() {
        doubts++;
        all = false;
    }

    /** The feed missed events, among which there may have been newer ones than are here. */
    void noteGap() {
        doubt();
        gaps++;
        missedSince = Math.min(missedSince, heard);
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
