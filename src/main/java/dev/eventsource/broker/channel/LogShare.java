package dev.eventsource.broker.channel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the logs of all patterns take of the history's bytes, or those of all filters of updates: a quarter of them at most, but for
 * the last five hundred events or so of each, so that none of these, however many, leave the channels without a history. Any thread
 * may call; of those that ask at once for {@link #room} all may be told that there is some, and what is taken, one has alone.
 */
final class LogShare {
    private final AtomicLong taken = new AtomicLong();
    private final long most;

    /** A quarter of these. */
    LogShare(long historyBytes) {
        this.most = historyBytes / 4;
    }

    /** Adds a part, or takes it away where it is negative. */
    void add(long bytes) {
        taken.addAndGet(bytes);
    }

    /** Adds a part if there is room for it; false, and nothing is added, if there is none. */
    boolean take(long bytes) {
        long known = taken.get();
        while (bytes <= most - known) {
            if (taken.compareAndSet(known, known + bytes)) {
                return true;
            }
            known = taken.get();
        }
        return false;
    }

    long taken() {
        return taken.get();
    }

    /** How much more there may be; 0 where it is too much already. */
    long room() {
        return Math.max(0, most - taken.get());
    }
}
