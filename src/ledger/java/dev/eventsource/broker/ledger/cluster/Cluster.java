package dev.eventsource.broker.ledger.cluster;

import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.run.TestUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The whole site: a RabbitMQ, a MongoDB, and nodes that each reach RabbitMQ by a link of its own. */
public final class Cluster implements AutoCloseable {
    public static final TestUser USER = new TestUser("ledger", "ledger-secret", "Ledger");

    static final String ADMIN_TOKEN = "ledger-admin-token-ledger-admin-token";

    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private final RabbitMqServer rabbitMq = new RabbitMqServer().start();
    private final Mongo mongo = new Mongo();
    private final List<Node> nodes = new ArrayList<>();
    private final Health health;

    /**
     * Starts all of it, and waits until every node is ready.
     *
     * @param servers for each node where its WildFly is unpacked; null for one on Payara
     * @param settings of every broker
     */
    public Cluster(List<@Nullable Path> servers, Map<String, ?> settings) {
        USER.addTo(mongo.url());
        for (Path wildFly : servers) {
            addNode(wildFly, settings);
        }
        health = new Health(nodes);
        awaitReady();
    }

    private void addNode(@Nullable Path wildFly, Map<String, ?> settings) {
        Link link = new Link(Port.lasting(), rabbitMq.port());
        Map<String, Object> all = new HashMap<>(settings);
        all.put("AMQP_URL", "amqp://guest:guest@127.0.0.1:" + link.port() + "/%2F");
        all.put("MONGO_URL", mongo.url());
        all.put("ADMIN_TOKEN", ADMIN_TOKEN);
        String name = (wildFly == null ? "payara-" : "wildfly-") + (nodes.size() + 1);
        nodes.add(new Node(name, wildFly, link, all));
    }

    public RabbitMqServer rabbitMq() {
        return rabbitMq;
    }

    /** What stands between the exchange and the nodes' feeds. */
    public Topology topology() {
        return new Topology(rabbitMq);
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
        rabbitMq.close();
    }
}
