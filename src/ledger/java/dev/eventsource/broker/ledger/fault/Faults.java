package dev.eventsource.broker.ledger.fault;

import dev.eventsource.broker.it.support.RabbitMqCluster;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.ledger.browser.Browsers;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.judge.Incident;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import dev.eventsource.broker.ledger.publish.BlockedCalls;
import dev.eventsource.broker.ledger.publish.Publishers;
import dev.eventsource.broker.ledger.publish.Witness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All kinds of faults that a site can suffer. */
final class Faults {
    static final String RABBITMQ = "RabbitMQ";
    static final String MONGODB = "MongoDB";
    static final Scale.Length NONE = new Scale.Length(0, 1);

    private final List<Fault> all = new ArrayList<>();
    private final Cluster cluster;
    private final Scale scale;
    private final Random random;

    private Faults(Cluster cluster, Scale scale, Random random) {
        this.cluster = cluster;
        this.scale = scale;
        this.random = random;
    }

    static List<Fault> of(
            Cluster cluster,
            Publishers publishers,
            Browsers browsers,
            @Nullable Witness witness,
            Scale scale,
            Random random) {
        Faults faults = new Faults(cluster, scale, random);
        cluster.rabbitMqCluster().ifPresentOrElse(faults::addRabbitMqCluster, faults::addRabbitMq);
        faults.addAnyRabbitMq();
        faults.addMongo();
        cluster.nodes().forEach(faults::addNode);
        faults.all.addAll(EndFaults.of(cluster, publishers, browsers, scale, random));
        faults.all.addAll(
                witness == null ? TopologyFaults.ofQueues(cluster) : TopologyFaults.ofStream(cluster, witness));
        if (witness != null) {
            faults.all.addAll(EndFaults.ofCalls(cluster, publishers, scale, random));
        }
        return List.copyOf(faults.all);
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
    }

    /** To one of three servers: the others go on, and the next is lost only when it is whole again. */
    private void addRabbitMqCluster(RabbitMqCluster servers) {
        addToOne(
                "RabbitMQ's leader killed",
                servers,
                scale.outage(),
                servers::leader,
                RabbitMqServer::kill,
                RabbitMqServer::start);
        addToOne(
                "RabbitMQ's server stopped",
                servers,
                scale.outage(),
                () -> any(servers),
                RabbitMqServer::stop,
                RabbitMqServer::start);
        addToOne(
                "RabbitMQ's server frozen",
                servers,
                scale.freeze(),
                () -> any(servers),
                RabbitMqServer::freeze,
                RabbitMqServer::thaw);
        addToOne(
                "RabbitMQ's server cut off",
                servers,
                scale.freeze(),
                () -> any(servers),
                servers::cutOff,
                servers::heal);
        addToOne("RabbitMQ's leader cut off", servers, scale.freeze(), servers::leader, servers::cutOff, servers::heal);
    }

    private RabbitMqServer any(RabbitMqCluster servers) {
        return servers.servers().get(random.nextInt(servers.servers().size()));
    }

    private void addToOne(
            String kind,
            RabbitMqCluster servers,
            Scale.Length length,
            Supplier<RabbitMqServer> choice,
            Consumer<RabbitMqServer> fault,
            Consumer<RabbitMqServer> cure) {
        all.add(new Fault(kind, Incident.EVERY_NODE, Effect.MAY_LOSE_FEED, Set.of(RABBITMQ), length, millis -> {
            RabbitMqServer one = choice.get();
            fault.accept(one);
            Thread.sleep(millis);
            cure.accept(one);
            servers.awaitWhole();
        }));
    }

    private void addAnyRabbitMq() {
        add(
                "RabbitMQ closes connections",
                Effect.LOSES_FEED,
                millis -> cluster.rabbitMq().control("close_all_connections", "maintenance"));
        // A node that is frozen, or cut off, answers when it can, and not at once.
        Set<String> everything = rabbitMqAndNodes(cluster);
        all.add(new Fault("memory alarm", "", Effect.KEEPS_FEED, everything, scale.stall(), this::runOutOfMemory));
    }

    /** RabbitMQ takes no messages for a while, and keeps those that it has. */
    private void runOutOfMemory(long millis) throws InterruptedException {
        List<String> complaints;
        cluster.rabbitMq().control("set_vm_memory_high_watermark", "0.000001");
        try {
            Thread.sleep(millis);
            complaints = new BlockedCalls().judge(cluster.nodes());
        } finally {
            cluster.rabbitMq().control("set_vm_memory_high_watermark", "0.4");
        }
        cluster.awaitReady();
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(complaints.toString());
        }
    }

    private void add(String kind, Effect effect, Fault.Act act) {
        add(kind, Incident.EVERY_NODE, effect, scale.outage(), Set.of(RABBITMQ), act);
    }

    private void addMongo() {
        add("MongoDB stopped", Incident.EVERY_NODE, Effect.KEEPS_FEED, scale.outage(), Set.of(MONGODB), millis -> {
            cluster.mongo().stop();
            Thread.sleep(millis);
            cluster.mongo().start();
        });
    }

    private void addNode(Node node) {
        Set<String> server = Set.of(node.name());
        Set<String> network = Set.of(network(node));
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
            node.network().cut();
            Thread.sleep(millis);
            node.network().heal();
        });
        add(
                "network resets",
                node.name(),
                Effect.LOSES_FEED,
                NONE,
                network,
                millis -> node.network().reset());
    }

    static Set<String> rabbitMqAndNodes(Cluster cluster) {
        Set<String> parts = new HashSet<>(Set.of(RABBITMQ));
        cluster.nodes().forEach(node -> parts.addAll(Set.of(node.name(), network(node))));
        return parts;
    }

    static String network(Node node) {
        return node.name() + "'s network";
    }

    private void add(String kind, String node, Effect effect, Scale.Length length, Set<String> parts, Fault.Act act) {
        all.add(new Fault(kind, node, effect, parts, length, act));
    }
}
