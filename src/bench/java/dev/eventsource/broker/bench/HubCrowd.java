package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** One hub with many subscribers of one topic, to which some publish at once over HTTP: the only way that both hubs have. */
final class HubCrowd implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 256;
    private static final int PUBLISHERS = 8;
    private static final int REFILLS_PER_WINDOW = 8;
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final HubSide hub;
    private final Arena arena;
    private final Audience audience;
    private final HubSource source;
    private long sent;

    HubCrowd(HubSide hub, Arena arena) {
        this.hub = hub;
        this.arena = arena;
        String topic = arena.channel();
        var paths = HubCalls.subscriptions(topic, arena.options().subscribers());
        audience = arena.client().openByHead(hub.address(), paths, CONNECTING_AT_ONCE);
        source = new HubSource(hub, topic, arena.options().length(), PUBLISHERS);
    }

    HubSide hub() {
        return hub;
    }

    /** Deliveries in a second while publishers are ahead by so many updates at most. */
    double saturate(int window, Duration duration) {
        long before = audience.deliveries();
        long start = System.nanoTime();
        refill(window);
        arena.client().runUntil(() -> false, duration, () -> refill(window));
        double perSecond = (audience.deliveries() - before) / ((System.nanoTime() - start) / 1e9);
        drain();
        return perSecond;
    }

    private void refill(int window) {
        int step = window / REFILLS_PER_WINDOW;
        if (sent + step - audience.deliveries() / audience.size() <= window) {
            source.send(step);
            sent += step;
        }
    }

    /** How late updates are that come at this rate. */
    Histogram pace(int perSecond, Duration duration) {
        audience.latencies().reset();
        int count = Math.toIntExact(perSecond * duration.toSeconds());
        source.pace(perSecond, count);
        sent += count;
        arena.client().runUntil(this::hasAll, duration.plus(LONGEST_DRAIN));
        return audience.latencies().copy();
    }

    private void drain() {
        arena.client().runUntil(this::hasAll, LONGEST_DRAIN);
    }

    private boolean hasAll() {
        return audience.deliveries() == sent * audience.size();
    }

    /** What went wrong; empty: everyone got as many as there were. */
    String faults() {
        return hasAll() && audience.ended() == 0
                ? ""
                : "%s: %d of %d deliveries, %d streams ended"
                        .formatted(hub.name(), audience.deliveries(), sent * audience.size(), audience.ended());
    }

    @Override
    public void close() {
        source.close();
        audience.close();
    }
}
