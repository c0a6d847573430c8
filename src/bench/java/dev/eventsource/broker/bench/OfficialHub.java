package dev.eventsource.broker.bench;

import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The hub of Mercure's authors with its file of updates, as {@code .ci/mercure-hub} builds it. It tells nobody who subscribes, as this one does. */
final class OfficialHub implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final int KILOBYTE = 1_024;
    private static final int ITS_OWN = 50;

    private final int port = Port.free();
    private final GuardedProcess process;

    private OfficialHub(Path program) {
        try {
            Path directory = Files.createTempDirectory(Target.file("").toAbsolutePath(), "mercure-");
            List<String> command = List.of(
                    program.toString(),
                    "127.0.0.1:" + port,
                    directory.resolve("updates.db").toString(),
                    HubCalls.KEY,
                    HubCalls.KEY,
                    "https://pages.example.org",
                    "quiet");
            process = GuardedProcess.start(command, Map.of(), directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(LONGEST_START).until(this::takesConnections);
    }

    /** Starts it where it is on the path. */
    static Optional<OfficialHub> start() {
        return new Program("mercure-hub").find().map(OfficialHub::new);
    }

    HubSide side() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new HubSide("official hub", address, this::residentBytes, process.pid(), this::awaitNobody);
    }

    /** It closes what is closed at the other end; a few descriptors are its own. */
    private void awaitNobody() {
        Awaitility.await().atMost(LONGEST_START).until(() -> descriptors() <= ITS_OWN);
    }

    private long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return all.count();
        }
    }

    private boolean takesConnections() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Linux's figure. */
    private long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.terminate();
    }
}
