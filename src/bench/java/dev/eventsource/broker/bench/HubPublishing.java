package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import dev.eventsource.broker.bench.client.Callers;
import dev.eventsource.broker.bench.feed.Payload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** One hub, and callers that each publish to a topic of their own, which one subscriber has, once the hub has answered the update before. */
final class HubPublishing implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final HubSide hub;
    private final Arena arena;
    private final List<String> topics;
    private final Audience audience;
    private final long[] published;
    private long calls;

    HubPublishing(HubSide hub, Arena arena) {
        this.hub = hub;
        this.arena = arena;
        String topic = arena.channel();
        topics = IntStream.range(0, arena.options().callers())
                .mapToObj(i -> topic + "-" + i)
                .toList();
        audience = arena.client().openByHead(hub.address(), HubCalls.subscriptions(topics), topics.size());
        published = new long[topics.size()];
    }

    HubSide hub() {
        return hub;
    }

    /** How long each call took. The callers have a thread of their own while this one reads. */
    Histogram publish(Duration duration) {
        CompletableFuture<Histogram> calling = CompletableFuture.supplyAsync(() -> call(duration));
        while (!calling.isDone()) {
            arena.client().runUntil(calling::isDone, STEP);
        }
        Histogram latencies = calling.join();
        calls += latencies.getTotalCount();
        arena.client().runUntil(() -> audience.deliveries() == calls, LONGEST_DRAIN);
        return latencies;
    }

    /** By connections of this round: some servers close one behind 256 calls. */
    private Histogram call(Duration duration) {
        try (var callers = new Callers(hub.address(), topics.size())) {
            return callers.call(duration, this::next);
        }
    }

    private byte[] next(int caller) {
        String data = Payload.text(
                published[caller]++, Payload.nowMicros(), arena.options().length());
        return HubCalls.publish(hub.address(), topics.get(caller), data);
    }

    /** What went wrong; empty: every update came once, in its place. */
    String faults() {
        String all = audience.deliveries() == calls
                ? audience.faults()
                : audience.deliveries() + " of " + calls + " updates came, " + audience.faults();
        return all.isEmpty() ? "" : hub.name() + ": " + all;
    }

    @Override
    public void close() {
        audience.close();
    }
}
