package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import dev.eventsource.broker.bench.client.LoadClient;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One contender with an audience, for as long as a mode takes. */
final class Trial implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 256;
    private static final int REFILLS_PER_WINDOW = 8;
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private static final double NANOS_PER_MICRO = 1_000;

    /**
     * How fast it went, and what that took.
     *
     * @param perSecond deliveries
     * @param micros of processor time for each
     */
    record Pace(double perSecond, double micros) {}

    private final Contender contender;
    private final LoadClient client;
    private final FeedLink feed;
    private final Source source;
    private final Audience audience;
    private final int readersPerEvent;
    private long sent;

    /** Subscribes to each of these channels; the same one over and over is one channel with many subscribers. */
    Trial(Contender contender, LoadClient client, List<String> subscriptions) {
        this(contender, client, subscriptions, null);
    }

    /** As the other, with events from elsewhere, if that says from where. */
    Trial(Contender contender, LoadClient client, List<String> subscriptions, @Nullable Source source) {
        this.contender = contender;
        this.client = client;
        List<String> paths = contender.door().paths(subscriptions);
        this.audience = client.open(contender.address(), paths, CONNECTING_AT_ONCE);
        // Behind that: some take commands only once somebody reads.
        this.feed = new FeedLink(contender.feedPort());
        this.source = source == null ? feed : source;
        this.readersPerEvent = subscriptions.stream().distinct().count() == 1 ? subscriptions.size() : 1;
    }

    Contender contender() {
        return contender;
    }

    FeedLink feed() {
        return feed;
    }

    /** Deliveries in a second while the feed is ahead by so many events at most, and then what is on its way arrives. */
    double saturate(int window, Duration duration) {
        long before = audience.deliveries();
        long start = System.nanoTime();
        refill(window);
        client.runUntil(() -> false, duration, () -> refill(window));
        double perSecond = (audience.deliveries() - before) / ((System.nanoTime() - start) / 1e9);
        drain();
        return perSecond;
    }

    /** As that, and the processor time that it took of the server for each delivery, in microseconds. */
    Pace saturateAndCount(int window, Duration duration) {
        long before = audience.deliveries();
        long cpuBefore = feed.cpuNanos();
        double perSecond = saturate(window, duration);
        double micros = (feed.cpuNanos() - cpuBefore) / NANOS_PER_MICRO / (audience.deliveries() - before);
        return new Pace(perSecond, micros);
    }

    private void refill(int window) {
        int step = Math.max(1, window / REFILLS_PER_WINDOW);
        long ahead = sent - audience.deliveries() / readersPerEvent;
        if (ahead + step <= window) {
            source.send(step);
            sent += step;
        }
    }

    /** How late events are that come at this rate. */
    Histogram pace(int perSecond, Duration duration) {
        audience.latencies().reset();
        int count = Math.toIntExact(perSecond * duration.toSeconds());
        source.pace(perSecond, count);
        sent += count;
        client.runUntil(this::hasAll, duration.plus(LONGEST_DRAIN));
        return audience.latencies().copy();
    }

    /** Waits for events that others have sent. */
    void await(int events) {
        sent += events;
        drain();
    }

    private void drain() {
        client.runUntil(this::hasAll, LONGEST_DRAIN);
    }

    private boolean hasAll() {
        return audience.deliveries() == sent * readersPerEvent;
    }

    /** From now on nobody reads. */
    void stop() {
        audience.stop();
    }

    /** What went wrong; empty: nothing. */
    String faults() {
        return hasAll() ? audience.faults() : "not all arrived; " + audience.faults();
    }

    @Override
    public void close() {
        audience.close();
        source.close();
        feed.close();
    }
}
