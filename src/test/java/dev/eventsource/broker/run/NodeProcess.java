package dev.eventsource.broker.run;

import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.process.WildFly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node: the broker on a server of its own, in a process of its own, always on the same port. One thread at a time starts
 * and ends it; any may ask where it is.
 */
public final class NodeProcess implements AutoCloseable {
    /** Nodes are started over and over, and are never busy. */
    public static final List<String> FLAGS = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final String name;
    private final @Nullable Path wildFly;
    private final int port = Port.lasting();
    private final Map<String, ?> settings;
    private ServerProcess server;

    /**
     * Starts a node.
     *
     * @param name of its log and its files
     * @param wildFly where it is unpacked; null for a node on Payara
     * @param settings of the broker
     */
    public NodeProcess(String name, @Nullable Path wildFly, Map<String, ?> settings) {
        this.name = name;
        this.wildFly = wildFly;
        this.settings = settings;
        this.server = run();
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public GuardedProcess process() {
        return server.process();
    }

    public void failIfDead() {
        server.failIfDead();
    }

    /** Starts it anew on the same port. */
    public void start() {
        server = run();
    }

    private ServerProcess run() {
        Path war = Target.file("broker.war");
        if (wildFly != null) {
            return new WildFly(name, wildFly).start(FLAGS, port, List.of(war), settings);
        }
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put(PayaraProgram.HTTP_PORT, port);
        properties.put(PayaraProgram.WAR, war);
        properties.put("java.io.tmpdir", directory());
        return ServerProcess.start(name, FLAGS, PayaraProgram.class, properties);
    }

    /** Two embedded Payaras must not share one. */
    private Path directory() {
        try {
            return Files.createDirectories(Target.file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    @Override
    public void close() {
        process().kill();
    }

    @Override
    public String toString() {
        return name;
    }
}
