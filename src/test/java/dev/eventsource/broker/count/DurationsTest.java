package dev.eventsource.broker.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.count.Durations.Bucket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private final Durations durations = new Durations();

    @Test
    void hasEveryBucketFromTheBeginning() {
        assertThat(durations.buckets()).hasSize(14).allMatch(bucket -> bucket.count() == 0);
        assertThat(durations.buckets()).first().isEqualTo(new Bucket(0.001, 0));
        assertThat(durations.buckets()).last().isEqualTo(new Bucket(Double.POSITIVE_INFINITY, 0));
    }

    @Test
    void countsABoundInTheBucketThatItEnds() {
        durations.add(TimeUnit.MILLISECONDS.toNanos(1), 1);
        durations.add(TimeUnit.MILLISECONDS.toNanos(1) + 1, 2);
        assertThat(durations.buckets().subList(0, 3))
                .isEqualTo(List.of(new Bucket(0.001, 1), new Bucket(0.0025, 2), new Bucket(0.005, 0)));
    }

    @Test
    void countsWhatTakesLongerThanAnyBoundInTheLast() {
        durations.add(TimeUnit.SECONDS.toNanos(11), 3);
        assertThat(durations.buckets()).last().isEqualTo(new Bucket(Double.POSITIVE_INFINITY, 3));
        assertThat(durations.seconds()).isEqualTo(33);
    }

    /** Clocks of two threads may differ by a little. */
    @Test
    void takesANegativeTimeForNone() {
        durations.add(-1, 1);
        assertThat(durations.buckets()).first().isEqualTo(new Bucket(0.001, 1));
        assertThat(durations.seconds()).isZero();
    }
}
