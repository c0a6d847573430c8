package dev.eventsource.broker.ledger.cluster;

import dev.eventsource.broker.run.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One node, and the network between it and RabbitMQ. */
public final class Node implements AutoCloseable {
    private static final Pattern BROKER_ID = Pattern.compile("\"broker_id\":\"([^\"]+)\"");

    private final String name;
    private final Network network;
    private final NodeProcess process;

    /**
     * Starts a node.
     *
     * @param wildFly where it is unpacked; null for a node on Payara
     * @param network to RabbitMQ
     * @param settings of the broker
     */
    Node(String name, @Nullable Path wildFly, Network network, Map<String, ?> settings) {
        this.name = name;
        this.network = network;
        this.process = new NodeProcess("ledger-" + name, wildFly, settings);
    }

    public String name() {
        return name;
    }

    public int port() {
        return process.port();
    }

    public URI uri(String path) {
        return process.uri(path);
    }

    /** What its broker calls itself in this run. */
    public String brokerId() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/broker"))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + Cluster.ADMIN_TOKEN)
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        Matcher id = BROKER_ID.matcher(answer);
        if (!id.find()) {
            throw new IOException(name + " does not say what it is: " + answer);
        }
        return id.group(1);
    }

    /** The network between it and RabbitMQ. */
    public Network network() {
        return network;
    }

    /** In good order: what the server does at SIGTERM. */
    public void stop() {
        process.process().terminate();
    }

    /** SIGKILL. */
    public void kill() {
        process.process().kill();
    }

    /** Starts it anew on the same port. */
    public void start() {
        process.start();
    }

    public void freeze() {
        process.process().freeze();
    }

    public void thaw() {
        process.process().thaw();
    }

    @Override
    public void close() {
        process.close();
        network.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
