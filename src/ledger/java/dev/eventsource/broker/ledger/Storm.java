package dev.eventsource.broker.ledger;

import dev.eventsource.broker.ledger.browser.Crowd;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Publications;
import dev.eventsource.broker.ledger.publish.Publishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/** All subscribers come back within five seconds, each with fifty events to replay, while others are served live. */
final class Storm {
    private static final String LIVE = "live";
    private static final String MISSED = "missed";
    private static final int STANDING = 100;
    private static final int REPLAYED = 50;
    private static final long OVER_MILLIS = 5_000;
    private static final long CALM_MILLIS = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Options options;
    private final Publications publications = new Publications();

    Storm(Options options) {
        this.options = options;
    }

    /** Prints the figures; false where there was an error. */
    boolean run() throws InterruptedException {
        Map<String, Object> settings = Map.of("AMQP_FEED", options.feed(), "SOCKET_TTL_SECONDS", 600);
        Random random = new Random(options.seed());
        try (Cluster cluster = new Cluster(options.homes(), settings, options.isRabbitMqCluster());
                Publishers publishers = new Publishers(
                        cluster, List.of(LIVE), List.of(), publications, false, options.rate(), random)) {
            publishers.start();
            try (Crowd standing = new Crowd(cluster.health(), publications, LIVE, STANDING);
                    Crowd storm = new Crowd(cluster.health(), publications, MISSED, options.subscribers())) {
                publishers.publish(MISSED, 1 + REPLAYED);
                standing.connect(null, 1, 0);
                await(() -> standing.opened() == STANDING);
                standing.takeLatencies();
                Thread.sleep(CALM_MILLIS);
                return measure(standing, storm);
            }
        }
    }

    private boolean measure(Crowd standing, Crowd storm) {
        print("live delivery in calm", standing.takeLatencies());
        long begun = Moment.now();
        storm.connect("named." + MISSED + ".1", REPLAYED, OVER_MILLIS);
        await(() -> storm.opened() == options.subscribers() || !storm.errors().isEmpty());
        long resumed = Moment.now() - begun;
        await(() -> storm.complete() == options.subscribers() || !storm.errors().isEmpty());
        print("live delivery meanwhile", standing.takeLatencies());
        System.out.printf(
                "%d of %d subscribers resumed %.2f s after the first of them came, and had their %d events after %.2f s; errors: %s, of those who stood: %s%n",
                storm.opened(),
                options.subscribers(),
                resumed / 1_000.0,
                REPLAYED,
                (Moment.now() - begun) / 1_000.0,
                storm.errors(),
                standing.errors());
        return storm.complete() == options.subscribers()
                && storm.errors().isEmpty()
                && standing.errors().isEmpty();
    }

    private static void print(String what, Histogram millis) {
        System.out.printf(
                "%s: %d deliveries, median %d ms, p99 %d ms, longest %d ms%n",
                what,
                millis.getTotalCount(),
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(99),
                millis.getMaxValue());
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(condition::getAsBoolean);
    }
}
