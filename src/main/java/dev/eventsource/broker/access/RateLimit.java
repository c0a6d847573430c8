package dev.eventsource.broker.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.eventsource.broker.http.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each user may do one thing: so many times a second, ten seconds' worth at once. Any thread may ask. A bucket
 * that nobody has asked for ten seconds is full, which is as good as none, so it is forgotten; there are no more than users
 * whom a call has proven meanwhile.
 */
final class RateLimit {
    private static final int SECONDS_SAVED = 10;

    private final String what;
    private final int perSecond;
    private final int capacity;
    private final Ticker ticker;
    private final Cache<String, TokenBucket> buckets;
    private final LongAdder refused = new LongAdder();

    /**
     * A limit for everyone.
     *
     * @param what it is that is limited, in the plural
     * @param perSecond 0: no limit
     */
    RateLimit(String what, int perSecond) {
        this(what, perSecond, Ticker.systemTicker());
    }

    RateLimit(String what, int perSecond, Ticker ticker) {
        this.what = what;
        this.perSecond = perSecond;
        this.capacity = (int) Math.min(Integer.MAX_VALUE, (long) SECONDS_SAVED * perSecond);
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .expireAfterAccess(Duration.ofSeconds(SECONDS_SAVED))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Counts one; a 429 problem that says when to come back where it is too many. */
    void require(String user) {
        if (perSecond == 0) {
            return;
        }
        long now = ticker.read();
        long nanos = buckets.get(user, key -> new TokenBucket(perSecond, capacity, now))
                .take(now);
        if (nanos > 0) {
            refused.increment();
            long seconds = Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
            throw Problem.tooMany(
                    "These are more %s than the %d a second that a user may have here; go more slowly."
                            .formatted(what, perSecond),
                    seconds);
        }
    }

    /** How many were too many, since the start. */
    long refused() {
        return refused.sum();
    }

    /** How many users' buckets it holds. */
    long size() {
        return buckets.estimatedSize();
    }
}
