package dev.eventsource.broker.count;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long things took, from a millisecond to ten seconds, counted in buckets as Prometheus' histograms have them. Any thread
 * may add and read, and none waits; what is read while another adds may lack that in the sum.
 */
public final class Durations {
    private static final long[] BOUNDS_MICROS = {
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000
    };

    private final LongAdder[] buckets = new LongAdder[BOUNDS_MICROS.length + 1];
    private final LongAdder nanos = new LongAdder();

    /**
     * How many took no longer than that, and longer than the bucket before.
     *
     * @param seconds its upper bound; infinite for the last
     */
    public record Bucket(double seconds, long count) {}

    public Durations() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    /** Adds so many that took so long each; a negative time counts as none. */
    public void add(long eachNanos, long count) {
        long bounded = Math.max(0, eachNanos);
        buckets[bucket(bounded)].add(count);
        nanos.add(bounded * count);
    }

    private static int bucket(long eachNanos) {
        int i = 0;
        while (i < BOUNDS_MICROS.length && eachNanos > TimeUnit.MICROSECONDS.toNanos(BOUNDS_MICROS[i])) {
            i++;
        }
        return i;
    }

    /** All buckets, the shortest first. */
    public List<Bucket> buckets() {
        List<Bucket> all = new ArrayList<>();
        for (int i = 0; i < buckets.length; i++) {
            double bound = i == BOUNDS_MICROS.length ? Double.POSITIVE_INFINITY : BOUNDS_MICROS[i] / 1e6;
            all.add(new Bucket(bound, buckets[i].sum()));
        }
        return all;
    }

    /** How long all took together, in seconds. */
    public double seconds() {
        return nanos.sum() / 1e9;
    }
}
