package dev.eventsource.broker.process;

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

/** A program in a JVM of its own, with this one's flags, which ends with this one. */
public final class ServerProcess {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final List<String> INHERITED = List.of("--add-opens", "-Djava.", "-Djavax.net.ssl.");
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final GuardedProcess process;
    private final Path log;

    private ServerProcess(GuardedProcess process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program of the tests' class path. */
    public static ServerProcess start(String name, List<String> flags, Class<?> program, Map<String, ?> properties) {
        return start(name, flags, properties, List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    }

    /**
     * Starts whatever a {@code java} command's last words name.
     *
     * @param name of its log
     * @param flags of its JVM, beside this one's
     * @param properties that win over this JVM's
     */
    public static ServerProcess start(
            String name, List<String> flags, Map<String, ?> properties, List<String> program) {
        return start(name, flags, properties, program, Map.of());
    }

    /** The same, with variables in its environment. */
    static ServerProcess start(
            String name,
            List<String> flags,
            Map<String, ?> properties,
            List<String> program,
            Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(flags);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> INHERITED.stream().anyMatch(argument::startsWith))
                .forEach(command::add);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(program);
        Path log = Target.file(name + ".log");
        return new ServerProcess(GuardedProcess.start(command, environment, log), log);
    }

    /** Waits until somebody takes connections there. */
    public ServerProcess awaitPort(int port) {
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(100))
                .conditionEvaluationListener(condition -> failIfDead())
                .until(() -> takesConnections(port));
        return this;
    }

    public void failIfDead() {
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

    /** The process itself, to be treated badly. */
    public GuardedProcess process() {
        return process;
    }

    /** Ends it in its own way. */
    public void close() {
        process.terminate();
    }
}
