package dev.eventsource.broker.run;

import de.bwaldvogel.mongo.MongoBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** The one that runs in this JVM. */
public final class EmbeddedMongo implements MongoServer {

    private final int port;
    private final Clock clock;
    private final Function<LongAdder, MongoBackend> backend;
    private final LongAdder operations = new LongAdder();
    private de.bwaldvogel.mongo.@Nullable MongoServer server;

    private EmbeddedMongo(int port, Clock clock, Function<LongAdder, MongoBackend> backend) {
        this.port = port;
        this.clock = clock;
        this.backend = backend;
    }

    /** Forgets everything when it stops. */
    public static EmbeddedMongo inMemory(int port) {
        return new EmbeddedMongo(
                port,
                Clock.systemUTC(),
                operations -> new IndexedBackend(new MVStore.Builder().open(), Clock.systemUTC(), operations));
    }

    /** Keeps its data in that file. */
    public static EmbeddedMongo inFile(int port, Path file) {
        return inFile(port, file, Clock.systemUTC());
    }

    /** That, with a clock of its own. */
    public static EmbeddedMongo inFile(int port, Path file, Clock clock) {
        return new EmbeddedMongo(port, clock, operations -> open(file, clock, operations));
    }

    @Override
    public String url() {
        return "mongodb://127.0.0.1:" + port + "/eventsourcehq";
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** How many operations on its collections it was asked for. Any thread may ask. */
    public long operations() {
        return operations.sum();
    }

    @Override
    public EmbeddedMongo start() {
        var starting = new de.bwaldvogel.mongo.MongoServer(backend.apply(operations));
        starting.bind("127.0.0.1", port);
        server = starting;
        return this;
    }

    @Override
    public void close() {
        if (server != null) {
            server.shutdownNow();
            server = null;
        }
    }

    private static MongoBackend open(Path file, Clock clock, LongAdder operations) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new IndexedBackend(MVStore.open(file.toString()), clock, operations);
    }
}
