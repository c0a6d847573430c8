package dev.eventsource.broker.channel;

import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Where each of several logs has its next event. A log is asked anew only when an event of its own has been passed, so going
 * through many logs asks them as often as they have events, and not each for the events of all. Used by one thread.
 */
final class LogFront {
    private final List<LongUnaryOperator> firstAfter;
    private final long[] next;

    /**
     * Behind a position.
     *
     * @param firstAfter of each log, at least one, the position of its first event after another; {@link Long#MAX_VALUE} where
     *     there is none
     */
    LogFront(List<LongUnaryOperator> firstAfter, long after) {
        this.firstAfter = firstAfter;
        this.next = firstAfter.stream().mapToLong(log -> log.applyAsLong(after)).toArray();
    }

    /** Which log has the event that comes first. */
    int first() {
        int first = 0;
        for (int i = 1; i < next.length; i++) {
            first = next[i] < next[first] ? i : first;
        }
        return first;
    }

    /** The position of a log's next event; {@link Long#MAX_VALUE} where there is none. */
    long position(int log) {
        return next[log];
    }

    /** Goes on behind an event, in whichever logs it stands. */
    void moveBehind(long position) {
        for (int i = 0; i < next.length; i++) {
            if (next[i] <= position) {
                next[i] = firstAfter.get(i).applyAsLong(position);
            }
        }
    }
}
