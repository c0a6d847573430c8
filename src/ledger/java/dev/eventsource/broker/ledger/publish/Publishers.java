package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.event.Naming;
import dev.eventsource.broker.ledger.event.Publications;
import java.util.List;
import java.util.Random;

/**
 * The three of them: one whose events have ids, one whose events have none and are for one user, and one that publishes over
 * HTTP, with an id or with the one that the answer gives.
 */
public final class Publishers implements AutoCloseable {
    /** The channel of large events. */
    public static final String BULK = "bulk";

    /** The channel of the largest events. */
    public static final String HUGE = "huge";

    static final int BULK_LENGTH = 128 << 10;
    static final int HUGE_LENGTH = 1_000_000;

    private final AmqpOutlet naming;
    private final AmqpOutlet nameless;
    private final HttpOutlet http;
    private final List<Publisher> all;

    /**
     * Publishers that have not begun.
     *
     * @param rate of events in a second, all together
     */
    public Publishers(Cluster cluster, List<String> channels, Publications publications, int rate, Random random) {
        naming = new AmqpOutlet(cluster.rabbitMqPorts(), null);
        nameless = new AmqpOutlet(cluster.rabbitMqPorts(), Cluster.USER.key());
        http = new HttpOutlet(cluster.health());
        long pause = 3 * 1_000L / rate;
        all = List.of(
                new Publisher("named", naming, List.of(Naming.PUBLISHER), channels, publications, pause, fork(random)),
                new Publisher(
                        "nameless", nameless, List.of(Naming.POSITION), channels, publications, pause, fork(random)),
                new Publisher(
                        "http",
                        http,
                        List.of(Naming.PUBLISHER, Naming.ANSWER),
                        channels,
                        publications,
                        pause,
                        fork(random)));
    }

    private static Random fork(Random random) {
        return new Random(random.nextLong());
    }

    public void start() {
        all.forEach(Publisher::start);
    }

    /** Lets the next confirm of both AMQP connections go astray. */
    public void loseConfirms() {
        naming.loseNextConfirm();
        nameless.loseNextConfirm();
    }

    /** Publishes that many large events, about. */
    public void burst(int events) {
        all.get(0).burst(BULK, events / 2, BULK_LENGTH);
        all.get(1).burst(BULK, events / 2, BULK_LENGTH);
    }

    /** Lets each publish that many of the largest events. */
    public void publishHuge(int events) {
        all.forEach(publisher -> publisher.burst(HUGE, events, HUGE_LENGTH));
    }

    /** Publishes that many events with ids to a channel. */
    public void publish(String channel, int events) {
        all.get(0).burst(channel, events, 0);
    }

    /** How many times an event was sent again, because it was not confirmed. */
    public long retries() {
        return all.stream().mapToLong(Publisher::retries).sum();
    }

    /** Ends with one event of each on every channel, all confirmed. */
    public void end() throws InterruptedException {
        for (Publisher publisher : all) {
            publisher.end();
        }
    }

    @Override
    public void close() {
        naming.close();
        nameless.close();
        http.close();
    }
}
