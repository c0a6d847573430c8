package dev.eventsource.broker.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    /** Names and numbers that installations have had since before this broker. */
    @ParameterizedTest
    @CsvSource({
        "10s,stats_by_10_secs,170000000",
        "1m,stats_by_1_mins,28333333",
        "5m,stats_by_5_mins,5666666",
        "1h,stats_by_1_hours,472222",
        "1d,stats_by_1_days,19675"
    })
    void numbersItsBucketsFromTheEpoch(String text, String collection, long bucket) {
        Interval interval = Interval.of(text).orElseThrow();
        assertThat(interval.collection()).isEqualTo(collection);
        assertThat(interval.bucket(1_700_000_000)).isEqualTo(bucket);
        assertThat(interval.bucket(interval.begin(bucket))).isEqualTo(bucket);
        assertThat(interval.bucket(interval.begin(bucket) - 1)).isEqualTo(bucket - 1);
    }
}
