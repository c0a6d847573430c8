package dev.eventsource.broker.ledger.fault;

import dev.eventsource.broker.ledger.browser.Browsers;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.judge.Incident;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import dev.eventsource.broker.ledger.publish.Publishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** All kinds of faults that a site can suffer. */
final class Faults {
    private static final String RABBITMQ = "RabbitMQ";
    private static final Scale.Length NONE = new Scale.Length(0, 1);

    private final List<Fault> all = new ArrayList<>();
    private final Cluster cluster;
    private final Scale scale;

    private Faults(Cluster cluster, Scale scale) {
        this.cluster = cluster;
        this.scale = scale;
    }

    static List<Fault> of(
            Cluster cluster,
            Publishers publishers,
            Browsers browsers,
            boolean isStreamFeed,
            Scale scale,
            Random random) {
        Faults faults = new Faults(cluster, scale);
        faults.addEnds(publishers, browsers, random);
        faults.addRabbitMq();
        faults.addMongo();
        cluster.nodes().forEach(faults::addNode);
        if (!isStreamFeed) {
            cluster.nodes().forEach(faults::addCancellation);
        }
        return faults.all;
    }

    private void addEnds(Publishers publishers, Browsers browsers, Random random) {
        int some = 1 + browsers.size() / 10;
        add("subscribers cut in mid-frame", "", Effect.KEEPS_FEED, NONE, Set.of(), m -> browsers.cut(some, random));
        add(
                "subscriber away too long",
                "",
                Effect.KEEPS_FEED,
                NONE,
                Set.of(),
                m -> browsers.leave(scale.away(), random));
        add("confirms lost", "", Effect.KEEPS_FEED, NONE, Set.of(), m -> publishers.loseConfirms());
        add("slow readers overrun", "", Effect.KEEPS_FEED, scale.stall(), Set.of("readers"), millis -> {
            browsers.stall(millis);
            publishers.burst(scale.burst());
            Thread.sleep(millis);
        });
    }

    private void addRabbitMq() {
        add("RabbitMQ stopped", Effect.LOSES_FEED, millis -> {
            cluster.rabbitMq().stop();
            Thread.sleep(millis);
            cluster.rabbitMq().start();
        });
        add("RabbitMQ killed", Effect.LOSES_FEED, millis -> {
            cluster.rabbitMq().kill();
            Thread.sleep(millis);
            cluster.rabbitMq().start();
        });
        add(
                "RabbitMQ closes connections",
                Effect.LOSES_FEED,
                millis -> cluster.rabbitMq().control("close_all_connections", "maintenance"));
    }

    private void add(String kind, Effect effect, Fault.Act act) {
        add(kind, Incident.EVERY_NODE, effect, scale.outage(), Set.of(RABBITMQ), act);
    }

    private void addMongo() {
        add("MongoDB stopped", Incident.EVERY_NODE, Effect.KEEPS_FEED, scale.outage(), Set.of("MongoDB"), millis -> {
            cluster.mongo().stop();
            Thread.sleep(millis);
            cluster.mongo().start();
        });
    }

    private void addNode(Node node) {
        Set<String> server = Set.of(node.name());
        Set<String> network = Set.of(node.name() + "'s network");
        add("node killed", node.name(), Effect.LOSES_FEED, scale.outage(), server, millis -> {
            node.kill();
            Thread.sleep(millis);
            node.start();
        });
        add("node restarted", node.name(), Effect.LOSES_FEED, scale.outage(), server, millis -> {
            node.stop();
            Thread.sleep(millis);
            node.start();
        });
        add("node frozen", node.name(), Effect.MAY_LOSE_FEED, scale.freeze(), server, millis -> {
            node.freeze();
            Thread.sleep(millis);
            node.thaw();
        });
        add("network silent", node.name(), Effect.MAY_LOSE_FEED, scale.freeze(), network, millis -> {
            node.link().cut();
            Thread.sleep(millis);
            node.link().heal();
        });
        add(
                "network resets",
                node.name(),
                Effect.LOSES_FEED,
                NONE,
                network,
                millis -> node.link().reset());
    }

    /** The queue of a node is deleted under it, which cancels its consumer. */
    private void addCancellation(Node node) {
        Set<String> parts = Set.of(RABBITMQ, node.name());
        add(
                "consumer cancelled",
                node.name(),
                Effect.MAY_LOSE_FEED,
                NONE,
                parts,
                millis -> cluster.rabbitMq().control("delete_queue", "eventsource." + node.brokerId()));
    }

    private void add(String kind, String node, Effect effect, Scale.Length length, Set<String> parts, Fault.Act act) {
        all.add(new Fault(kind, node, effect, parts, length, act));
    }
}
