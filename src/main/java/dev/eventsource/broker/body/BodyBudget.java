package dev.eventsource.broker.body;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies are held at a time, whoever sent them: many callers may send at once, and none has to have
 * proved who it is. What a large body has is counted against half of it, so that there is always room for small ones. Any
 * thread may take and release.
 */
final class BodyBudget {
    /** What nearly every call fits into. */
    private static final int SMALL = 16 << 10;

    private final AtomicLong held = new AtomicLong();
    private final long most;

    /** Of so many bytes altogether. */
    BodyBudget(long most) {
        this.most = most;
    }

    /** An eighth of the heap, and the two largest bodies at least. */
    static BodyBudget ofHeap(long largestBody) {
        return new BodyBudget(Math.max(Runtime.getRuntime().maxMemory() / 8, 2 * largestBody));
    }

    /** Takes so many more bytes for a body that has some already; false: there is no room for them. */
    boolean take(int bytes, long hasAlready) {
        long limit = hasAlready + bytes > SMALL ? most / 2 : most;
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }
}
