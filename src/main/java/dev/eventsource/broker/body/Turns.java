package dev.eventsource.broker.body;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls at a time go on whose bodies have come; the others wait, and hold no thread. Servers differ in whether
 * they bound the threads that such calls go on with. Any thread may call; the fields are read and written under its lock.
 */
final class Turns {
    private static final int MOST_WAITING = 4_096;

    private final Deque<LateCall> waiting = new ArrayDeque<>();
    private int free;

    Turns(int atOnce) {
        this.free = atOnce;
    }

    /** Lets the call go on, now or when its turn comes; false: too many are waiting. */
    boolean enter(LateCall call) {
        synchronized (this) {
            if (free == 0) {
                return waiting.size() < MOST_WAITING && waiting.add(call);
            }
            free--;
        }
        if (!call.goOn()) {
            leave();
        }
        return true;
    }

    /** Whether the call was still waiting; it no longer does. */
    synchronized boolean withdraw(LateCall call) {
        return waiting.remove(call);
    }

    /** Hands the turn of a call that is done to the next that is still there. */
    void leave() {
        LateCall next = next();
        while (next != null && !next.goOn()) {
            next = next();
        }
    }

    private synchronized @Nullable LateCall next() {
        if (waiting.isEmpty()) {
            free++;
        }
        return waiting.poll();
    }
}
