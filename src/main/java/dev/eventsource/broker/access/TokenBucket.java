package dev.eventsource.broker.access;

import java.util.concurrent.TimeUnit;

/** Lets calls through at a rate, and what was saved up in quieter times at once. Guarded by its own lock. */
public final class TokenBucket {
    private final double perNano;
    private final double capacity;
    private double tokens;
    private long filledAt;

    /**
     * A full bucket.
     *
     * @param perSecond how many tokens come in, more than 0
     * @param capacity how many it holds, from 1
     * @param now by {@link System#nanoTime}, as in every call
     */
    public TokenBucket(double perSecond, double capacity, long now) {
        this.perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
        this.capacity = capacity;
        this.tokens = capacity;
        this.filledAt = now;
    }

    /** Takes a token and answers 0; or else answers in how many nanoseconds there will be one. */
    public long take(long now) {
        return take(1, now);
    }

    /** Takes so many tokens at once and answers 0; or else takes none and answers in how many nanoseconds there will be so many, if it can hold them. */
    public synchronized long take(int many, long now) {
        fill(now);
        if (tokens < many) {
            return (long) Math.ceil((many - tokens) / perNano);
        }
        tokens -= many;
        return 0;
    }

    private void fill(long now) {
        if (now - filledAt > 0) {
            tokens = Math.min(capacity, tokens + (now - filledAt) * perNano);
            filledAt = now;
        }
    }
}
