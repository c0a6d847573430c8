package dev.eventsource.broker.ops;

import dev.eventsource.broker.count.Durations;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The values of one scrape, read when they are added. Made and used by the thread of one request. */
final class MetricsPage {
    private final List<MetricSnapshot> metrics = new ArrayList<>();

    /** What only grows; its name ends with {@code _total}. */
    void counter(String name, String help, long value) {
        counter(name, help, List.of(point((double) value, Labels.EMPTY)));
    }

    /** One that has a value for each of a few words. */
    void counter(String name, String help, String label, Map<String, Long> values) {
        counter(
                name,
                help,
                values.entrySet().stream()
                        .map(value -> point(value.getValue().doubleValue(), Labels.of(label, value.getKey())))
                        .toList());
    }

    private void counter(String name, String help, List<CounterDataPointSnapshot> points) {
        metrics.add(new CounterSnapshot(new MetricMetadata(name, help), points));
    }

    private static CounterDataPointSnapshot point(double value, Labels labels) {
        return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    /** What goes up and down. */
    void gauge(String name, String help, long value) {
        gauge(name, help, (double) value);
    }

    /** One that has a value for each of a few words. */
    void gauge(String name, String help, String label, Map<String, Long> values) {
        List<GaugeDataPointSnapshot> points = values.entrySet().stream()
                .map(value -> GaugeDataPointSnapshot.builder()
                        .value(value.getValue().doubleValue())
                        .labels(Labels.of(label, value.getKey()))
                        .build())
                .toList();
        metrics.add(new GaugeSnapshot(new MetricMetadata(name, help), points));
    }

    /** A time, in seconds. */
    void gauge(String name, String help, Duration time) {
        gauge(name, help, time.toMillis() / 1_000.0);
    }

    /** What holds, 1, or does not, 0. */
    void gauge(String name, String help, boolean holds) {
        gauge(name, help, holds ? 1.0 : 0.0);
    }

    private void gauge(String name, String help, double value) {
        GaugeDataPointSnapshot point =
                GaugeDataPointSnapshot.builder().value(value).build();
        metrics.add(new GaugeSnapshot(new MetricMetadata(name, help), List.of(point)));
    }

    /** How long things took, in seconds. */
    void histogram(String name, String help, Durations durations) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        durations.buckets().forEach(bucket -> buckets.bucket(bucket.seconds(), bucket.count()));
        HistogramDataPointSnapshot point = HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(durations.seconds())
                .build();
        metrics.add(new HistogramSnapshot(new MetricMetadata(name, help), List.of(point)));
    }

    /** What does not change, in words. */
    void info(String name, String help, String... labels) {
        InfoDataPointSnapshot point =
                InfoDataPointSnapshot.builder().labels(Labels.of(labels)).build();
        metrics.add(new InfoSnapshot(new MetricMetadata(name, help), List.of(point)));
    }

    byte[] write(ExpositionFormatWriter format) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            format.write(page, new MetricSnapshots(metrics));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toByteArray();
    }
}
