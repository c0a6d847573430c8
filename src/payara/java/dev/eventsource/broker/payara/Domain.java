package dev.eventsource.broker.payara;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A domain of a full Payara as a child process: on free ports of the loopback interface, and with a directory of its own. */
final class Domain {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    /** What it listens on beside HTTP and the administration. */
    private static final List<String> OTHER_PORTS = List.of(
            "http.ssl.port",
            "orb.listener.port",
            "orb.ssl.port",
            "orb.mutualauth.port",
            "jms.port",
            "domain.jmxPort",
            "osgi.shell.telnet.port",
            "java.debugger.port");

    private final Path directory;
    private final int httpPort;
    private final int administrationPort = Port.lasting();
    private final Asadmin asadmin;
    private final Set<String> settings = new HashSet<>();
    private @Nullable GuardedProcess server;
    private @Nullable AsadminSession session;

    Domain(Path home, Path directory, int httpPort) {
        this.directory = directory;
        this.httpPort = httpPort;
        this.asadmin = new Asadmin(home, administrationPort);
    }

    void create() {
        String ports =
                OTHER_PORTS.stream().map(name -> name + "=" + Port.lasting()).collect(Collectors.joining(":"));
        asadmin.run(
                "create-domain",
                "--nopassword=true",
                "--domaindir=" + directory.getParent(),
                "--adminport=" + administrationPort,
                "--instanceport=" + httpPort,
                "--domainproperties=" + ports,
                name());
        keepToLoopback();
    }

    /** As created it is there for everybody; and with a data grid and a message broker, which have no address to set. */
    private void keepToLoopback() {
        Path configuration = directory.resolve("config/domain.xml");
        try {
            String text = Files.readString(configuration, UTF_8)
                    .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                    .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=")
                    .replace(
                            "<hazelcast-config-specific-configuration>",
                            "<hazelcast-config-specific-configuration enabled=\"false\">")
                    .replace("type=\"EMBEDDED\"", "type=\"REMOTE\"");
            Files.writeString(configuration, text, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the very command that {@code asadmin} starts it with, as a child of this JVM. */
    void start() {
        start(Map.of());
    }

    /** With variables in its environment. */
    void start(Map<String, String> environment) {
        List<String> command = asadmin.run(
                        "start-domain", "--dry-run=true", "--domaindir=" + directory.getParent(), name())
                .lines()
                .dropWhile(line -> !line.endsWith("/bin/java"))
                .takeWhile(line -> !line.isEmpty())
                .toList();
        GuardedProcess starting = GuardedProcess.start(command, environment, file("console.log"));
        server = starting;
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> failIfDead(starting).takesConnections());
    }

    /** In good order. */
    void stop() {
        if (session != null) {
            session.close();
            session = null;
        }
        if (server != null) {
            server.terminate();
            server = null;
        }
    }

    void prepare(Path script) {
        asadmin.runScript(script);
    }

    /** As a script's lines say. */
    void prepare(List<String> lines) {
        asadmin.runScript(lines);
    }

    /** Makes its server trust what an authority has signed, from the next start on. */
    void trust(Path authority) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importcert",
                "-noprompt",
                "-alias",
                "house",
                "-file",
                authority.toString(),
                "-keystore",
                file("config/cacerts.p12").toString(),
                "-storepass",
                "changeit");
        int status =
                GuardedProcess.start(command, Map.of(), file("keytool.log")).join();
        if (status != 0) {
            throw new IllegalStateException("keytool failed; see " + file("keytool.log"));
        }
    }

    /** With these settings and no others. */
    void deploy(Path war, Map<String, String> wanted) {
        Stream<String> stale = settings.stream().filter(name -> !wanted.containsKey(name));
        List<String> lines = new ArrayList<>(
                stale.map(name -> "delete-system-property " + name).toList());
        wanted.forEach((name, value) -> lines.add("create-system-properties " + name + "=" + Asadmin.quoted(value)));
        lines.add("deploy " + war);
        // Before it is tried: where the deployment fails, they are there all the same.
        settings.addAll(wanted.keySet());
        lines.forEach(session()::run);
        settings.retainAll(wanted.keySet());
    }

    void undeploy(Path war) {
        session().run("undeploy " + war.getFileName().toString().replaceFirst("\\.war$", ""));
    }

    private AsadminSession session() {
        AsadminSession open = session;
        if (open == null) {
            open = asadmin.session();
            session = open;
        }
        return open;
    }

    /** A file of that name for the tests. */
    Path file(String name) {
        return directory.resolve(name);
    }

    private String name() {
        return directory.getFileName().toString();
    }

    private Domain failIfDead(GuardedProcess process) {
        if (!process.isAlive()) {
            throw new IllegalStateException("Payara has ended; see " + file("console.log"));
        }
        return this;
    }

    /** The administration's answer to a command then waits for what is still to be started. */
    private boolean takesConnections() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), administrationPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
