package dev.eventsource.broker.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Payara Micro as a child process, on loopback alone, prepared by the operators' script. */
final class MicroServer {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path SCRIPT = Path.of("server-config", "payara", "micro.asadmin");
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    /** As started it is there for everybody. */
    private static final String ON_LOOPBACK =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1\n";

    /** What it says once it has deployed what it was to, or could not. */
    private static final String READY = "ready in ";

    private static final Pattern FAILURE = Pattern.compile("Boot Command \\S+ failed");

    private final Path archive;
    private final Path log;
    private final int httpPort;
    private @Nullable GuardedProcess process;

    MicroServer(Path archive, Path log, int httpPort) {
        this.archive = archive;
        this.log = log;
        this.httpPort = httpPort;
    }

    /** With these applications and, in its environment, these settings. */
    void start(Collection<Path> wars, Map<String, String> settings) {
        try {
            Path script = Target.file("micro.asadmin");
            Files.writeString(script, ON_LOOPBACK + Files.readString(SCRIPT));
            int before = logged().length();
            GuardedProcess starting = GuardedProcess.start(command(script, wars), settings, log);
            process = starting;
            Awaitility.await()
                    .atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isReady(starting, logged().substring(before)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Path script, Collection<Path> wars) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + Target.file("."),
                "-Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false",
                "-jar",
                archive.toString(),
                "--nocluster",
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(httpPort),
                "--prebootcommandfile",
                script.toString()));
        wars.forEach(war -> command.addAll(List.of("--deploy", war.toString())));
        return command;
    }

    private boolean isReady(GuardedProcess starting, String said) {
        if (!starting.isAlive() || FAILURE.matcher(said).find()) {
            throw new IllegalStateException("Payara Micro does not start as it should; see " + log);
        }
        return said.contains(READY);
    }

    private String logged() throws IOException {
        return Files.exists(log) ? Files.readString(log, UTF_8) : "";
    }

    /** In good order. */
    void stop() {
        if (process != null) {
            process.terminate();
            process = null;
        }
    }
}
