package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.value.Sayings;
import java.util.List;
import java.util.Random;

/** Who says last values: one over HTTP and one over AMQP, each of channels of its own. */
public final class ValuePublishers implements AutoCloseable {
    private static final List<String> BY_HTTP = List.of("v0", "v1");
    private static final List<String> BY_AMQP = List.of("v2", "v3");

    /** All channels that have last values. */
    public static final List<String> CHANNELS = List.of("v0", "v1", "v2", "v3");

    private final List<ValueOutlet> outlets;
    private final List<ValuePublisher> all;

    /**
     * Publishers that have not begun.
     *
     * @param rate of sayings in a second, all together
     */
    public ValuePublishers(Cluster cluster, Sayings sayings, int rate, Random random) {
        ValueOutlet http = ValueOutlet.overHttp(cluster.health());
        ValueOutlet amqp = ValueOutlet.overAmqp(cluster.rabbitMqPorts());
        outlets = List.of(http, amqp);
        long pause = 2 * 1_000L / rate;
        all = List.of(
                new ValuePublisher("http-values", http, BY_HTTP, sayings, pause, new Random(random.nextLong())),
                new ValuePublisher("amqp-values", amqp, BY_AMQP, sayings, pause, new Random(random.nextLong())));
    }

    public void start() {
        all.forEach(ValuePublisher::start);
    }

    /** Ends behind the last that is confirmed. */
    public void end() throws InterruptedException {
        for (ValuePublisher publisher : all) {
            publisher.end();
        }
    }

    @Override
    public void close() {
        outlets.forEach(ValueOutlet::close);
    }
}
