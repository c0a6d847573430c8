package dev.eventsource.broker.it.support;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Three RabbitMQ servers of one cluster, each of which can be ended, frozen or cut off from the others. One thread at a time
 * does such things to it.
 */
public final class RabbitMqCluster implements AutoCloseable {
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(2);
    private static final int SIZE = 3;
    private static final String STREAM = "eventsource.log";

    /** The others are refused, whoever begins, and the connections that there are end; whoever asks by command line is not. */
    private static final String CUT = """
            [begin erlang:set_cookie(Node, cut), erlang:disconnect_node(Node) end || Node <- [%s]].
            """;

    private static final String HEAL = """
            [begin erlang:set_cookie(Node, erlang:get_cookie()), net_kernel:connect_node(Node) end || Node <- [%s]].
            """;

    private final PortMapper mapper = new PortMapper();
    private final List<RabbitMqServer> servers =
            Stream.generate(() -> RabbitMqServer.inCluster(mapper)).limit(SIZE).toList();

    /** Starts it, and returns once all three take connections. */
    public RabbitMqCluster start() {
        List<String> lines = formation();
        mapper.start();
        for (RabbitMqServer server : servers) {
            server.configure(lines);
            server.launch();
        }
        servers.forEach(RabbitMqServer::awaitConnections);
        return this;
    }

    /** What RabbitMQ 4.3 does whatever is set, 3.10 does with the last line: the smaller part of a cluster does nothing. */
    private List<String> formation() {
        List<String> lines = new ArrayList<>(List.of("cluster_formation.peer_discovery_backend = classic_config"));
        for (int i = 0; i < SIZE; i++) {
            lines.add("cluster_formation.classic_config.nodes.%d = %s"
                    .formatted(i + 1, servers.get(i).name()));
        }
        lines.add("cluster_partition_handling = pause_minority");
        return lines;
    }

    /** All three, as {@code AMQP_URL} takes them. */
    public String url() {
        return servers.stream().map(RabbitMqServer::url).collect(joining(","));
    }

    public List<RabbitMqServer> servers() {
        return servers;
    }

    private List<RabbitMqServer> others(RabbitMqServer server) {
        return servers.stream().filter(other -> other != server).toList();
    }

    /** Which of them leads the log stream, as another says. */
    public RabbitMqServer leader() {
        return named(ask(servers.get(0), "list_queues", "name", "leader")
                .filter(line -> line.startsWith(STREAM))
                .findFirst()
                .orElseThrow());
    }

    /** Which of them has the connection of that name. */
    public RabbitMqServer of(String connection) {
        return named(ask(servers.get(0), "list_connections", "pid", "client_properties")
                .filter(line -> line.contains(connection))
                .findFirst()
                .orElseThrow());
    }

    /** Returns once each of them has the log stream, keeps up with it, and lets it be read. */
    public void awaitWhole() {
        await().atMost(LONGEST_RECOVERY)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> servers.stream().allMatch(RabbitMqCluster::letsRead) && areAllOnline());
    }

    private static boolean letsRead(RabbitMqServer server) {
        try (var reader = AmqpPublisher.connect(server.url())) {
            return reader.canRead(STREAM);
        }
    }

    private boolean areAllOnline() {
        return ask(servers.get(0), "list_queues", "name", "online")
                .filter(line -> line.startsWith(STREAM))
                .anyMatch(line -> servers.stream().allMatch(server -> line.contains(server.name())));
    }

    private static Stream<String> ask(RabbitMqServer server, String... command) {
        return server.ask(
                        Stream.concat(Stream.of(command), Stream.of("--silent")).toArray(String[]::new))
                .lines();
    }

    private RabbitMqServer named(String line) {
        return servers.stream()
                .filter(server -> line.contains(server.name()))
                .findFirst()
                .orElseThrow();
    }

    /** Cuts the network between it and the others; whoever is connected to it stays so. */
    public void cutOff(RabbitMqServer server) {
        server.control("eval", CUT.formatted(namesOfOthers(server)));
    }

    public void heal(RabbitMqServer server) {
        server.control("eval", HEAL.formatted(namesOfOthers(server)));
    }

    private String namesOfOthers(RabbitMqServer server) {
        return others(server).stream().map(other -> "'" + other.name() + "'").collect(joining(", "));
    }

    /** Kills it. */
    @Override
    public void close() {
        servers.forEach(RabbitMqServer::close);
        mapper.close();
    }
}
