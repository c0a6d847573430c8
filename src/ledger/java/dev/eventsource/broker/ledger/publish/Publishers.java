package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.ForeignApplication;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Answers;
import dev.eventsource.broker.ledger.event.Naming;
import dev.eventsource.broker.ledger.event.Publications;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * All of them: one whose events have ids, one whose events have none and are for one user, and one that publishes over HTTP,
 * with an id or with the one that the answer gives. Where there is a hub, one publishes to that over HTTP in the same two ways,
 * and one over AMQP, without ids. One is a foreign application, with ids and without. In the stream feed some publish each event
 * once, however often they say it.
 */
public final class Publishers implements AutoCloseable {
    /** The channel of large events. */
    public static final String BULK = "bulk";

    /** The channel of the largest events. */
    public static final String HUGE = "huge";

    static final int BULK_LENGTH = 128 << 10;
    static final int HUGE_LENGTH = 1_000_000;

    private static final List<String> RARE = List.of(BULK, HUGE);
    private static final List<Naming> BY_ANSWER = List.of(Naming.PUBLISHER, Naming.ANSWER);

    private static final List<Naming> BY_PLACE = List.of(Naming.PUBLISHER, Naming.POSITION);

    /** How many of the others' channels the foreign application's rules lead to. */
    private static final int MAPPED = 4;

    /** How many publish once; in the queue feed nodes that start know no keys. */
    private static final int ONCE = 2;

    private final Answers answers = new Answers();
    private final OnceBurst onceBurst;
    private final Publications publications;
    private final long pause;
    private final Random random;
    private final List<Publisher> ofChannels = new ArrayList<>();
    private final List<Publisher> all = new ArrayList<>();
    private final List<AmqpOutlet> connections;
    private final List<Outlet> outlets;

    /**
     * Publishers that have not begun.
     *
     * @param topics that the hub's publish to; empty where there is no hub
     * @param isStreamFeed whether nodes that start know what is to come once
     * @param rate of events in a second, all together, beside those of the foreign application and what is published once
     */
    public Publishers(
            Cluster cluster,
            List<String> channels,
            List<String> topics,
            Publications publications,
            boolean isStreamFeed,
            int rate,
            Random random) {
        this.publications = publications;
        this.random = random;
        this.pause = (topics.isEmpty() ? 3 : 5) * 1_000L / rate;
        var naming = AmqpOutlet.ofEvents(cluster.rabbitMqPorts());
        var nameless = AmqpOutlet.ofEvents(cluster.rabbitMqPorts(), Cluster.USER.key());
        var updates = AmqpOutlet.ofUpdates(cluster.rabbitMqPorts());
        var http = new HttpOutlet(cluster.health());
        var hub = new HubOutlet(cluster.health());
        var foreign = new ForeignOutlet(cluster.rabbitMqPorts());
        connections = List.of(naming, nameless, updates);
        outlets = new ArrayList<>(List.of(naming, nameless, updates, http, hub, foreign));
        ofChannels.add(publisher("named", naming, List.of(Naming.PUBLISHER), channels, RARE));
        ofChannels.add(publisher("nameless", nameless, List.of(Naming.POSITION), channels, RARE));
        ofChannels.add(publisher("http", http, BY_ANSWER, channels, RARE));
        all.addAll(ofChannels);
        if (!topics.isEmpty()) {
            all.add(publisher("hub", hub, BY_ANSWER, topics, List.of()));
            all.add(publisher("updates", updates, List.of(Naming.PLACE), topics, List.of()));
            List<String> ofForeign = new ArrayList<>(ForeignApplication.channels());
            ofForeign.addAll(channels.subList(0, Math.min(MAPPED, channels.size())));
            all.add(publisher("foreign", foreign, BY_PLACE, ofForeign, List.of()));
        }
        onceBurst = new OnceBurst(cluster, publications, answers, channels.get(0));
        if (isStreamFeed) {
            for (int i = 0; i < ONCE; i++) {
                Outlet once = new OnceOutlet(cluster.health(), answers, fork(random));
                outlets.add(once);
                all.add(publisher("once-" + i, once, List.of(Naming.ANSWER), channels, List.of()));
            }
        }
    }

    private Publisher publisher(
            String name, Outlet outlet, List<Naming> namings, List<String> channels, List<String> rare) {
        return new Publisher(name, outlet, namings, channels, rare, publications, pause, fork(random));
    }

    private static Random fork(Random random) {
        return new Random(random.nextLong());
    }

    public void start() {
        all.forEach(Publisher::start);
    }

    /** Lets the next confirm of each AMQP connection go astray. */
    public void loseConfirms() {
        connections.forEach(AmqpOutlet::loseNextConfirm);
    }

    /** Publishes that many large events, about. */
    public void burst(int events) {
        all.get(0).burst(BULK, events / 2, BULK_LENGTH);
        all.get(1).burst(BULK, events / 2, BULK_LENGTH);
    }

    /** Lets each of those that publish to channels publish that many of the largest events. */
    public void publishHuge(int events) {
        ofChannels.forEach(publisher -> publisher.burst(HUGE, events, HUGE_LENGTH));
    }

    /** Publishes that many events with ids to a channel. */
    public void publish(String channel, int events) {
        all.get(0).burst(channel, events, 0);
    }

    /** Kills a node in the midst of calls to publish once, so long behind their begin. */
    public void killAmidCalls(Node node, long millis) throws InterruptedException {
        onceBurst.kill(node, millis);
    }

    /** What nodes answered to calls that are to publish once. */
    public Answers answers() {
        return answers;
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
        outlets.forEach(Outlet::close);
    }
}
