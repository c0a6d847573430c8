package dev.eventsource.broker.channel;

import java.util.HashSet;
import java.util.Set;

/**
 * One reading of all last values that are stored. What it remembers goes with it, also where it breaks off. Of one thread, which
 * hands it in with each value; written under the lock of the {@link LastValues} that it is for.
 */
public final class Loading {
    /** For {@code forgetsBefore}: whatever is not found stays. */
    static final long NOTHING = Long.MIN_VALUE;

    private final long forgetsBefore;

    private final int doubts;
    private final int gaps;
    private final Set<ValueName> offered = new HashSet<>();
    private boolean isNews;

    /**
     * One that begins.
     *
     * @param forgetsBefore what came in before that, by {@link LastValue#clock}, and is not found, has been cleared
     * @param doubts how often there has been doubt so far whether all values are here
     * @param gaps how many gaps there have been so far
     */
    Loading(long forgetsBefore, int doubts, int gaps) {
        this.forgetsBefore = forgetsBefore;
        this.doubts = doubts;
        this.gaps = gaps;
    }

    /** One was found, and is here. */
    void noteOffered(LastValue value) {
        if (forgetsBefore > NOTHING) {
            offered.add(value.name());
        }
    }

    /** Whether it is so old that it was cleared, if it is not found. Any thread may ask. */
    boolean isOld(LastValue value) {
        return !value.isCleared() && value.clock() < forgetsBefore;
    }

    boolean wasOffered(LastValue value) {
        return offered.contains(value.name());
    }

    /** Whether something that was found has changed what is here. */
    void noteNews(boolean is) {
        isNews |= is;
    }

    boolean isNews() {
        return isNews;
    }

    int doubts() {
        return doubts;
    }

    int gaps() {
        return gaps;
    }
}
