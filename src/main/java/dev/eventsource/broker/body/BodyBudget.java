package dev.eventsource.broker.body;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies are held at a time, whoever sent them: many callers may send at once, and most can prove who they
 * are by their body alone. Each kind of body may fill it up to another mark, large ones and those of nobodies to the lowest,
 * so that there is always room for small ones, and for those of whom the head proves that they are somebody. Any thread may
 * take and release.
 */
final class BodyBudget {
    /** What nearly every call fits into. */
    private static final int SMALL = 16 << 10;

    private final AtomicLong held = new AtomicLong();
    private final long most;
    private final long largestBody;

    /** Of so many bytes altogether, twice the largest body at least. */
    BodyBudget(long most, long largestBody) {
        this.most = most;
        this.largestBody = largestBody;
    }

    /** An eighth of the heap, and the two largest bodies at least. */
    static BodyBudget ofHeap(long largestBody) {
        return new BodyBudget(Math.max(Runtime.getRuntime().maxMemory() / 8, 2 * largestBody), largestBody);
    }

    /** Takes so many more bytes for a body that has some already; false: there is no room for them. */
    boolean take(int bytes, long hasAlready, boolean isProven) {
        if (held.addAndGet(bytes) <= mark(hasAlready + bytes > SMALL, isProven)) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    private long mark(boolean isLarge, boolean isProven) {
        if (isProven) {
            return isLarge ? most / 4 * 3 : most;
        }
        return isLarge ? Math.max(most / 4, largestBody) : most / 2;
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }
}
