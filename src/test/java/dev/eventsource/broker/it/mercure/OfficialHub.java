package dev.eventsource.broker.it.mercure;

import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The hub of those who wrote the protocol, as a child process, with the keys of the broker's. */
final class OfficialHub implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final int port = Port.lasting();
    private final GuardedProcess process;

    OfficialHub() {
        Path directory = Target.file("mercure-" + port).toAbsolutePath();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path log = directory.resolve("console.log");
        process = GuardedProcess.start(command(directory.resolve("updates.db")), Map.of(), log);
        await().atMost(LONGEST_START).until(this::listens);
    }

    private List<String> command(Path updates) {
        return List.of(
                new Program("mercure-hub").path().toString(),
                "127.0.0.1:" + port,
                updates.toString(),
                HubCalls.setting("MERCURE_PUBLISHER_JWT_KEY"),
                HubCalls.setting("MERCURE_SUBSCRIBER_JWT_KEY"),
                HubCalls.ORIGIN);
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + HubCalls.PATH);
    }

    @Override
    public void close() {
        process.kill();
    }
}
