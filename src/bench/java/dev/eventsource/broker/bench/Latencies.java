package dev.eventsource.broker.bench;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long calls took, or how late events were, in microseconds: one histogram for each round. */
record Latencies(List<Histogram> rounds) {
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    /** How many a second of rounds that each took so long. */
    List<Double> perSecond(Duration duration) {
        return rounds.stream()
                .map(each -> each.getTotalCount() * NANOS_PER_SECOND / duration.toNanos())
                .toList();
    }

    /** What so many of a hundred stayed below. */
    List<Double> millis(double percentile) {
        return rounds.stream()
                .map(each -> each.getValueAtPercentile(percentile) / MICROS_PER_MILLI)
                .toList();
    }
}
