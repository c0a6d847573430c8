package dev.eventsource.broker.stats;

import java.util.Optional;
import java.util.stream.Stream;

/** How long a bucket is, and how many of each user are kept. */
enum Interval {
    TEN_SECONDS("10s", "stats_by_10_secs", 10, 360),
    MINUTE("1m", "stats_by_1_mins", 60, 1_440),
    FIVE_MINUTES("5m", "stats_by_5_mins", 300, 2_016),
    HOUR("1h", "stats_by_1_hours", 3_600, 2_160),
    DAY("1d", "stats_by_1_days", 86_400, 1_826);

    private final String text;
    private final String collection;
    private final int seconds;
    private final int kept;

    Interval(String text, String collection, int seconds, int kept) {
        this.text = text;
        this.collection = collection;
        this.seconds = seconds;
        this.kept = kept;
    }

    static Optional<Interval> of(String text) {
        return Stream.of(values())
                .filter(interval -> interval.text.equals(text))
                .findFirst();
    }

    /** As calls name it. */
    String text() {
        return text;
    }

    String collection() {
        return collection;
    }

    /** How many buckets are kept, that of now among them. */
    int kept() {
        return kept;
    }

    /** The number of the bucket that a time is in. */
    long bucket(long epochSecond) {
        return Math.floorDiv(epochSecond, seconds);
    }

    /** When a bucket begins, in seconds since the epoch. */
    long begin(long bucket) {
        return bucket * seconds;
    }
}
