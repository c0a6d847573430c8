package dev.eventsource.broker.stats;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/**
 * The counters of all users with open streams. Any thread may join, leave and add; {@code streams} and {@code taken} of a
 * counter are guarded by the map's lock on its entry.
 */
@Singleton
public final class UserCounters {
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    private static final class Counter {
        private final LongAdder deliveries = new LongAdder();
        private int streams;
        private long taken;
    }

    @Inject
    public UserCounters() {}

    /** The counter that a new stream of this user adds to, until {@link #leave} is called for it. */
    public LongAdder join(String user) {
        Counter counter = counters.compute(user, (key, known) -> {
            Counter joined = known == null ? new Counter() : known;
            joined.streams++;
            return joined;
        });
        return counter.deliveries;
    }

    /** Notes that a stream of this user has ended, and adds no more. */
    public void leave(String user) {
        counters.computeIfPresent(user, (key, counter) -> {
            counter.streams--;
            return counter;
        });
    }

    /** Hands out what was added since the last time, by user, and forgets who has no more streams. One thread at a time. */
    void take(ObjLongConsumer<String> taker) {
        for (String user : counters.keySet()) {
            counters.computeIfPresent(user, (key, counter) -> {
                long sum = counter.deliveries.sum();
                if (sum > counter.taken) {
                    taker.accept(key, sum - counter.taken);
                    counter.taken = sum;
                }
                return counter.streams == 0 ? null : counter;
            });
        }
    }
}
