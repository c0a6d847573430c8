package dev.eventsource.broker.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.eventsource.broker.http.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each of many may do one thing: so many times a second, ten seconds' worth at once. Any thread may ask. A bucket
 * that nobody has asked for ten seconds is full, which is as good as none, so it is forgotten; there are no more than users
 * or tokens that a call has proven meanwhile, and of those beyond 100,000 the one that was asked for least has a full one
 * again.
 *
 * @param <K> what tells one from another
 */
final class RateLimit<K> {
    private static final int SECONDS_SAVED = 10;
    private static final int MOST = 100_000;

    private final String what;
    private final String whose;
    private final double perSecond;
    private final double capacity;
    private final Ticker ticker;
    private final Cache<K, TokenBucket> buckets;
    private final LongAdder refused = new LongAdder();

    /**
     * A limit for everyone.
     *
     * @param what it is that is limited, in the plural
     * @param whose they are, with an article
     * @param perSecond 0: no limit
     */
    RateLimit(String what, String whose, double perSecond) {
        this(what, whose, perSecond, Ticker.systemTicker());
    }

    RateLimit(String what, String whose, double perSecond, Ticker ticker) {
        this.what = what;
        this.whose = whose;
        this.perSecond = perSecond;
        this.capacity = SECONDS_SAVED * perSecond;
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(Duration.ofSeconds(SECONDS_SAVED))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Counts one; a 429 problem that says when to come back where it is too many. */
    void require(K one) {
        require(one, 1);
    }

    /** Counts so many at once, or none; a 429 problem as for one, and a 400 problem where so many never are few enough. */
    void require(K one, int many) {
        if (perSecond > 0 && many > capacity) {
            refused.increment();
            throw Problem.badRequest(
                    "These are more %s than the %d at once that %s may have here; send fewer with one call."
                            .formatted(what, (long) capacity, whose));
        }
        long nanos = take(one, many);
        if (nanos > 0) {
            refused.increment();
            long seconds = Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
            throw Problem.tooMany(
                    "These are more %s than the %d a second that %s may have here; go more slowly."
                            .formatted(what, (long) perSecond, whose),
                    seconds);
        }
    }

    /** Counts one and answers 0; where it is too many, answers in how many nanoseconds it is not. */
    long take(K one) {
        return take(one, 1);
    }

    private long take(K one, int many) {
        if (perSecond == 0) {
            return 0;
        }
        long now = ticker.read();
        return buckets.get(one, key -> new TokenBucket(perSecond, capacity, now))
                .take(many, now);
    }

    /** How many were too many, since the start. */
    long refused() {
        return refused.sum();
    }

    /** How many buckets it holds. */
    long size() {
        return buckets.estimatedSize();
    }
}
