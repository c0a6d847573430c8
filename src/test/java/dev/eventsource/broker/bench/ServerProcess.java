package dev.eventsource.broker.bench;

import dev.eventsource.broker.it.GuardedProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A program of the tests' class path in a JVM of its own, which ends with this one. */
final class ServerProcess {
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final GuardedProcess process;
    private final Path log;

    private ServerProcess(GuardedProcess process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ServerProcess start(Class<?> program, String name, Map<String, ?> properties) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms1g", "-Xmx1g"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Djava."))
                .forEach(command::add);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Path log = Path.of(System.getProperty("java.io.tmpdir"), "bench-" + name + ".log");
        return new ServerProcess(GuardedProcess.start(command, Map.of(), log), log);
    }

    /** Waits until somebody takes connections there. */
    ServerProcess awaitPort(int port) {
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(100))
                .conditionEvaluationListener(condition -> failIfDead())
                .until(() -> takesConnections(port));
        return this;
    }

    void failIfDead() {
        if (!process.isAlive()) {
            throw new IllegalStateException("a server under test has ended; see " + log);
        }
    }

    private static boolean takesConnections(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void close() {
        process.terminate();
    }
}
