package dev.eventsource.broker.it.support;

import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.MongoServer;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A database with storage of its own as a child process: the machine's MongoDB, or where there is none FerretDB, which speaks
 * its protocol. Its clock is this machine's.
 */
public final class IndependentMongo implements MongoServer {
    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final Program MONGOD = new Program("mongod");

    private final int port = Port.lasting();
    private final String options;
    private final List<String> arguments;
    private final Path directory = Target.file("mongodb-" + port).toAbsolutePath();
    private @Nullable GuardedProcess process;

    public IndependentMongo() {
        this("");
    }

    /** A MongoDB, and no other, that lets nobody do anything who is not known to it. */
    public static IndependentMongo guarded() {
        return new IndependentMongo("", List.of("--auth"));
    }

    /** With options of its URL. */
    public IndependentMongo(String options) {
        this(options, List.of());
    }

    private IndependentMongo(String options, List<String> arguments) {
        this.options = options;
        this.arguments = arguments;
    }

    @Override
    public String url() {
        return "mongodb://127.0.0.1:" + port + "/eventsourcehq?" + options;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public IndependentMongo start() {
        Path data = directory.resolve("data");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = GuardedProcess.start(command(data), Map.of(), log());
        await().atMost(LONGEST_START)
                .conditionEvaluationListener(condition -> failIfDead())
                .until(this::answers);
        return this;
    }

    private List<String> command(Path data) {
        return MONGOD.find()
                .map(mongod -> mongod(mongod, data))
                .orElseGet(() -> List.of(
                        new Program("ferretdb").path().toString(),
                        "--handler=sqlite",
                        // What a process has written outlives it; only a power cut would ask for more.
                        "--sqlite-url=file:" + data + "/?_pragma=synchronous(off)",
                        "--state-dir=" + directory,
                        "--listen-addr=127.0.0.1:" + port,
                        "--debug-addr=-",
                        "--log-level=error",
                        "--telemetry=disable"));
    }

    private List<String> mongod(Path program, Path data) {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "--bind_ip=127.0.0.1", "--port=" + port, "--dbpath=" + data, "--quiet"));
        command.addAll(arguments);
        return command;
    }

    private Path log() {
        return directory.resolve("console.log");
    }

    private void failIfDead() {
        if (process != null && !process.isAlive()) {
            throw new IllegalStateException("the database has ended; see " + log());
        }
    }

    private boolean answers() {
        try (MongoClient client = MongoClients.create(url() + "&serverSelectionTimeoutMS=1000")) {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException e) {
            return false;
        }
    }

    /** It does nothing any more, and its connections stay. */
    public void freeze() {
        Objects.requireNonNull(process).freeze();
    }

    /** It goes on as if no time had passed. */
    public void thaw() {
        Objects.requireNonNull(process).thaw();
    }

    /** As a power cut would: SIGKILL. */
    @Override
    public void close() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }
}
