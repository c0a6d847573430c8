package dev.eventsource.broker.access;

import dev.eventsource.broker.http.Problem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each user may do one thing: so many times a second, ten seconds' worth at once. Any thread may ask. A bucket
 * that is full is as good as none, so those are forgotten whenever there are twice as many as were left the last time.
 */
final class RateLimit {
    private static final int SECONDS_SAVED = 10;
    private static final int FEW = 1_000;

    private final String what;
    private final int perSecond;
    private final int capacity;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private final AtomicInteger many = new AtomicInteger(FEW);

    /**
     * A limit for everyone.
     *
     * @param what it is that is limited, in the plural
     * @param perSecond 0: no limit
     */
    RateLimit(String what, int perSecond) {
        this.what = what;
        this.perSecond = perSecond;
        this.capacity = (int) Math.min(Integer.MAX_VALUE, (long) SECONDS_SAVED * perSecond);
    }

    /** Counts one; a 429 problem that says when to come back where it is too many. */
    void require(String user, long now) {
        if (perSecond == 0) {
            return;
        }
        long nanos = buckets.computeIfAbsent(user, key -> new TokenBucket(perSecond, capacity, now))
                .take(now);
        forgetFullOnes(now);
        if (nanos > 0) {
            refused.increment();
            long seconds = Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
            throw Problem.tooMany(
                    "These are more %s than the %d a second that a user may have here; go more slowly."
                            .formatted(what, perSecond),
                    seconds);
        }
    }

    private void forgetFullOnes(long now) {
        int limit = many.get();
        if (buckets.size() > limit && many.compareAndSet(limit, Integer.MAX_VALUE)) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
            many.set(Math.max(FEW, 2 * buckets.size()));
        }
    }

    /** How many were too many, since the start. */
    long refused() {
        return refused.sum();
    }

    /** How many users' buckets it holds. */
    int size() {
        return buckets.size();
    }
}
