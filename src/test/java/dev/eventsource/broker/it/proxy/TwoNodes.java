package dev.eventsource.broker.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.EmbeddedMongo;
import dev.eventsource.broker.run.NodeProcess;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.run.TestUser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two nodes that read one stream of a RabbitMQ and share a MongoDB. One thread steers them. */
final class TwoNodes implements AutoCloseable {
    static final TestUser USER = new TestUser("proxied", "proxied-secret", "Proxied");
    static final String ADMIN_TOKEN = "proxied-admin-token-proxied-admin-token";

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final RabbitMqServer rabbitMq = new RabbitMqServer().start();
    private final EmbeddedMongo mongo = EmbeddedMongo.inMemory(Port.lasting()).start();
    private final List<NodeProcess> nodes;

    TwoNodes() {
        USER.addTo(mongo.url());
        nodes = Stream.of("proxied-1", "proxied-2").map(this::start).toList();
        nodes.forEach(this::awaitReady);
    }

    private NodeProcess start(String name) {
        Map<String, Object> settings = Map.of(
                "AMQP_URL",
                rabbitMq.url(),
                "MONGO_URL",
                mongo.url(),
                "ADMIN_TOKEN",
                ADMIN_TOKEN,
                "OPERATOR_ON_LOOPBACK",
                "false",
                "HEARTBEAT_SECONDS",
                Times.HEARTBEAT_SECONDS,
                "DRAIN_SECONDS",
                5);
        return new NodeProcess(name, wildFly(), settings);
    }

    private static @Nullable Path wildFly() {
        String home = System.getProperty("jboss.home", "");
        return home.isEmpty() ? null : Path.of(home);
    }

    List<NodeProcess> all() {
        return nodes;
    }

    List<Integer> ports() {
        return nodes.stream().map(NodeProcess::port).toList();
    }

    AmqpPublisher publisher() {
        return AmqpPublisher.connect(rabbitMq.url());
    }

    /** Until a node says that balancers may send it browsers. */
    void awaitReady(NodeProcess node) {
        await().atMost(LONGEST_START)
                .ignoreExceptionsInstanceOf(IOException.class)
                .conditionEvaluationListener(condition -> node.failIfDead())
                .until(() -> isReady(node));
    }

    private static boolean isReady(NodeProcess node) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.uri("/status/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** As the manual says: drained, stopped by the operators' script, and started anew. */
    void replace(NodeProcess node) {
        Path log = Target.file(node + "-stop.log");
        List<String> stop = List.of(
                "sh",
                "server-config/stop-node.sh",
                node.uri("").toString(),
                "kill",
                "-TERM",
                "" + node.process().pid());
        Map<String, String> environment = Map.of("ADMIN_TOKEN", ADMIN_TOKEN, "DRAIN_LIMIT", "60", "SETTLE", "4");
        assertThat(GuardedProcess.start(stop, environment, log).join())
                .as(log.toString())
                .isZero();
        node.process().join();
        node.start();
        awaitReady(node);
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        mongo.close();
        rabbitMq.close();
    }
}
