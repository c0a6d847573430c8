package dev.eventsource.broker.ledger.cluster;

import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.process.WildFly;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One node: the broker on a server of its own, in a process of its own, always on the same port. */
public final class Node implements AutoCloseable {
    /** Nodes are started over and over, and are never busy. */
    static final List<String> FLAGS = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Pattern BROKER_ID = Pattern.compile("\"broker_id\":\"([^\"]+)\"");

    private final String name;
    private final @Nullable Path wildFly;
    private final int port = Port.lasting();
    private final Link link;
    private final Map<String, ?> settings;
    private ServerProcess process;

    /**
     * Starts a node.
     *
     * @param wildFly where it is unpacked; null for a node on Payara
     * @param link to RabbitMQ
     * @param settings of the broker
     */
    Node(String name, @Nullable Path wildFly, Link link, Map<String, ?> settings) {
        this.name = name;
        this.wildFly = wildFly;
        this.link = link;
        this.settings = settings;
        this.process = run();
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
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
    public Link link() {
        return link;
    }

    /** In good order: what the server does at SIGTERM. */
    public void stop() {
        process.close();
    }

    /** SIGKILL. */
    public void kill() {
        process.process().kill();
    }

    /** Starts it anew on the same port. */
    public void start() {
        process = run();
    }

    public void freeze() {
        process.process().freeze();
    }

    public void thaw() {
        process.process().thaw();
    }

    private ServerProcess run() {
        Path war = Target.file("broker.war");
        String files = "ledger-" + name;
        if (wildFly != null) {
            return new WildFly(files, wildFly).start(FLAGS, port, List.of(war), settings);
        }
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put(PayaraProgram.HTTP_PORT, port);
        properties.put(PayaraProgram.WAR, war);
        properties.put("java.io.tmpdir", directory(files));
        return ServerProcess.start(files, FLAGS, PayaraProgram.class, properties);
    }

    /** Two embedded Payaras must not share one. */
    private static Path directory(String name) {
        try {
            return Files.createDirectories(Target.file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.process().kill();
        link.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
