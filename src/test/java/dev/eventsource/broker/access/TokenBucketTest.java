package dev.eventsource.broker.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void givesWhatItHoldsAtOnceAndThenByItsRate() {
        TokenBucket bucket = new TokenBucket(2, 3, 0);
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isEqualTo(SECOND / 2);
        assertThat(bucket.take(SECOND / 4)).isEqualTo(SECOND / 4);
        assertThat(bucket.take(SECOND / 2)).isZero();
        assertThat(bucket.take(SECOND / 2)).isPositive();
    }

    @Test
    void holdsNoMoreThanItsCapacity() {
        TokenBucket bucket = new TokenBucket(1, 2, 0);
        assertThat(bucket.take(1000 * SECOND)).isZero();
        assertThat(bucket.take(1000 * SECOND)).isZero();
        assertThat(bucket.take(1000 * SECOND)).isPositive();
    }

    @Test
    void losesNothingWhereTheClockOfAnotherThreadIsBehind() {
        TokenBucket bucket = new TokenBucket(1, 1, SECOND);
        assertThat(bucket.take(SECOND)).isZero();
        assertThat(bucket.take(0)).isEqualTo(SECOND);
    }
}
