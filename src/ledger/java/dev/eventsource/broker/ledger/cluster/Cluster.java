package dev.eventsource.broker.ledger.cluster;

import dev.eventsource.broker.it.support.RabbitMqCluster;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.run.TestUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The whole site: a RabbitMQ of one server or of three, a MongoDB, and nodes that each reach RabbitMQ by a network of its own. */
public final class Cluster implements AutoCloseable {
    public static final TestUser USER = new TestUser("ledger", "ledger-secret", "Ledger");

    static final String ADMIN_TOKEN = "ledger-admin-token-ledger-admin-token";

    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private final @Nullable RabbitMqCluster rabbitMqCluster;
    private final List<RabbitMqServer> rabbitMqs;
    private final Mongo mongo = new Mongo();
    private final List<Node> nodes = new ArrayList<>();
    private final Health health;

    /**
     * Starts all of it, and waits until every node is ready.
     *
     * @param servers for each node where its WildFly is unpacked; null for one on Payara
     * @param settings of every broker
     * @param hasRabbitMqCluster whether RabbitMQ is three servers
     */
    public Cluster(List<@Nullable Path> servers, Map<String, ?> settings, boolean hasRabbitMqCluster) {
        rabbitMqCluster = hasRabbitMqCluster ? new RabbitMqCluster().start() : null;
        rabbitMqs = rabbitMqCluster == null ? List.of(new RabbitMqServer().start()) : rabbitMqCluster.servers();
        USER.addTo(mongo.url());
        ForeignApplication.declare(rabbitMqPorts().get(0));
        for (Path wildFly : servers) {
            addNode(wildFly, settings);
        }
        health = new Health(nodes);
        awaitReady();
    }

    private void addNode(@Nullable Path wildFly, Map<String, ?> settings) {
        Network network = Network.to(rabbitMqPorts());
        Map<String, Object> all = new HashMap<>(settings);
        all.put("AMQP_URL", network.url());
        all.put("MONGO_URL", mongo.url());
        all.put("ADMIN_TOKEN", ADMIN_TOKEN);
        String name = (wildFly == null ? "payara-" : "wildfly-") + (nodes.size() + 1);
        nodes.add(new Node(name, wildFly, network, all));
    }

    /** Its only server, or the first of three. */
    public RabbitMqServer rabbitMq() {
        return rabbitMqs.get(0);
    }

    /** Where each of its servers takes connections. */
    public List<Integer> rabbitMqPorts() {
        return rabbitMqs.stream().map(RabbitMqServer::port).toList();
    }

    /** Its three servers, where it is not one alone. */
    public Optional<RabbitMqCluster> rabbitMqCluster() {
        return Optional.ofNullable(rabbitMqCluster);
    }

    /** What stands between the exchange and the nodes' feeds. */
    public Topology topology() {
        return new Topology(rabbitMq());
    }

    /** Who subscribes to the hub. */
    public Roster roster() {
        return new Roster(nodes);
    }

    public Mongo mongo() {
        return mongo;
    }

    public List<Node> nodes() {
        return nodes;
    }

    public Health health() {
        return health;
    }

    /** Waits until a node says that it serves, or each where the name is not of one of them. */
    public void awaitReady(String name) {
        List<Node> concerned =
                nodes.stream().filter(node -> node.name().equals(name)).toList();
        awaitReady(concerned.isEmpty() ? nodes : concerned);
    }

    /** Waits until every node says that it serves, and has been asked anew. */
    public void awaitReady() {
        awaitReady(nodes);
    }

    private void awaitReady(List<Node> some) {
        some.forEach(health::forget);
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(200))
                .atMost(LONGEST_START)
                .until(() -> some.stream().allMatch(health::isReady));
    }

    @Override
    public void close() {
        health.close();
        nodes.forEach(Node::close);
        mongo.close();
        if (rabbitMqCluster == null) {
            rabbitMqs.forEach(RabbitMqServer::close);
        } else {
            rabbitMqCluster.close();
        }
    }
}
