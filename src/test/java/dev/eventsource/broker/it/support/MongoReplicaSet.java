package dev.eventsource.broker.it.support;

import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;

/** Three MongoDBs, of which one is the primary, and another one is elected when that is gone. One thread steers it. */
public final class MongoReplicaSet implements AutoCloseable {
    private static final String NAME = "eventsource";
    private static final int SIZE = 3;
    private static final Duration LONGEST_ELECTION = Duration.ofMinutes(1);

    private final List<Integer> ports =
            Stream.generate(Port::lasting).limit(SIZE).toList();
    private final Map<Integer, GuardedProcess> members = new HashMap<>();

    /** Starts it, and returns once it has a primary. */
    public MongoReplicaSet start() {
        ports.forEach(this::start);
        List<Document> hosts = new ArrayList<>();
        for (int port : ports) {
            hosts.add(new Document("_id", hosts.size()).append("host", host(port)));
        }
        Document configuration = new Document("_id", NAME).append("members", hosts);
        await().atMost(LONGEST_ELECTION)
                .ignoreExceptionsInstanceOf(MongoException.class)
                .until(() -> tell(ports.get(0), new Document("replSetInitiate", configuration)) != null);
        awaitPrimary();
        return this;
    }

    private void start(int port) {
        Path directory = Target.file("mongodb-" + port).toAbsolutePath();
        try {
            Files.createDirectories(directory.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(
                new Program("mongod").path().toString(),
                "--replSet=" + NAME,
                "--bind_ip=127.0.0.1",
                "--port=" + port,
                "--dbpath=" + directory.resolve("data"),
                "--quiet");
        members.put(port, GuardedProcess.start(command, Map.of(), directory.resolve("console.log")));
    }

    private static String host(int port) {
        return "127.0.0.1:" + port;
    }

    private static Document tell(int port, Document command) {
        String url = "mongodb://" + host(port) + "/?directConnection=true&serverSelectionTimeoutMS=1000";
        try (MongoClient client = MongoClients.create(url)) {
            return client.getDatabase("admin").runCommand(command);
        }
    }

    public String url() {
        return ports.stream()
                .map(MongoReplicaSet::host)
                .collect(Collectors.joining(",", "mongodb://", "/eventsourcehq?replicaSet=" + NAME));
    }

    /** Kills the primary, and returns once the others have elected another one. */
    public void killPrimary() {
        int primary = primary();
        Objects.requireNonNull(members.remove(primary)).kill();
        awaitPrimary();
    }

    private void awaitPrimary() {
        await().atMost(LONGEST_ELECTION).ignoreExceptions().until(() -> members.containsKey(primary()));
    }

    /** As any that runs says. */
    private int primary() {
        return members.keySet().stream()
                .map(port ->
                        Optional.ofNullable(tell(port, new Document("hello", 1)).getString("primary")))
                .flatMap(Optional::stream)
                .map(host -> Integer.parseInt(host.substring(host.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        members.values().forEach(GuardedProcess::kill);
    }
}
