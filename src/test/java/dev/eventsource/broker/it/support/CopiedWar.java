package dev.eventsource.broker.it.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The broker as a file in a directory that a server watches: deployed while it is there, as operators do without any tool. All
 * tests speak to that server as long as this is open. For one thread.
 */
public final class CopiedWar implements AutoCloseable {
    private static final Duration LONGEST_DEPLOYMENT = Duration.ofMinutes(2);
    private static final String PORT = "http.port";

    private final Path directory;
    private final String portBefore = System.getProperty(PORT);

    /** Of a server that listens at that port. */
    public CopiedWar(Path directory, int httpPort) {
        this.directory = directory;
        System.setProperty(PORT, Integer.toString(httpPort));
    }

    /** All settings of a broker, as variables of its server's environment. */
    public static Map<String, String> environment(String amqpUrl, String mongoUrl) {
        return Map.of(
                "AMQP_URL", amqpUrl,
                "MONGO_URL", mongoUrl,
                "HEARTBEAT_SECONDS", "1",
                "DRAIN_SECONDS", "1",
                "OPERATOR_ON_LOOPBACK", "true");
    }

    /** Puts it there, whole from the first moment, and returns once the broker is ready. */
    public void put() {
        Path whole = directory.resolveSibling("broker.whole");
        try {
            Files.createDirectories(directory);
            Files.copy(Path.of(System.getProperty("broker.war")), whole, StandardCopyOption.REPLACE_EXISTING);
            Files.move(whole, directory.resolve("broker.war"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitStatus(200);
    }

    /** Takes it away, and returns once the server knows nothing of the broker. */
    public void take() {
        try {
            Files.delete(directory.resolve("broker.war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitStatus(404);
    }

    private static void awaitStatus(int status) {
        await().atMost(LONGEST_DEPLOYMENT)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> Door.get("/status").status() == status);
    }

    @Override
    public void close() {
        System.setProperty(PORT, portBefore);
    }
}
