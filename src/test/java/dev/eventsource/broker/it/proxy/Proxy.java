package dev.eventsource.broker.it.proxy;

import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.PrivateCa;
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
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** A proxy with the operators' configuration, as a process with a directory and ports of its own. One thread steers it. */
final class Proxy implements AutoCloseable {
    private final Kind kind;
    private final Path directory;
    private final int port = Port.lasting();
    private final int plainPort = Port.lasting();
    private final GuardedProcess process;

    private record Ports(int tls, int plain, List<Integer> nodes) {}

    /** The programs there are examples for. */
    enum Kind {
        NGINX("HUP") {
            @Override
            List<String> prepare(Path directory, Ports ports, int streamsOfAnAddress) {
                OperatorsFile.read("nginx/nginx.conf")
                        .with("/run/nginx.pid", directory.resolve("pid"))
                        .with("include broker.conf;", temporaryFiles() + "include broker.conf;")
                        .write(directory.resolve("nginx.conf"));
                OperatorsFile.read("nginx/broker.conf")
                        .with("listen 80;", "listen 127.0.0.1:" + ports.plain() + ";")
                        .with("listen 443 ssl", "listen 127.0.0.1:" + ports.tls() + " ssl")
                        .with("127.0.0.1:8081", "127.0.0.1:" + ports.nodes().get(0))
                        .with("127.0.0.1:8082", "127.0.0.1:" + ports.nodes().get(1))
                        .with("/etc/eventsource/tls", directory)
                        .with("/var/log/nginx/eventsource.log", directory.resolve("access.log"))
                        .with("/var/log/nginx/error.log", directory.resolve("error.log"))
                        .with("proxy_read_timeout 40s", "proxy_read_timeout " + Times.LONGEST_SILENCE.toMillis() + "ms")
                        .with("eventsource_streams 2000", "eventsource_streams " + streamsOfAnAddress)
                        .write(directory.resolve("broker.conf"));
                String path = directory.toString();
                return List.of("setsid", program("nginx"), "-p", path, "-c", path + "/nginx.conf", "-g", "daemon off;");
            }
        },
        HAPROXY("USR2") {
            @Override
            List<String> prepare(Path directory, Ports ports, int streamsOfAnAddress) {
                Path file = OperatorsFile.read("haproxy/broker.cfg")
                        .with("bind :80\n", "bind 127.0.0.1:" + ports.plain() + "\n")
                        .with("bind :443 ", "bind 127.0.0.1:" + ports.tls() + " ")
                        .with("127.0.0.1:8081", "127.0.0.1:" + ports.nodes().get(0))
                        .with("127.0.0.1:8082", "127.0.0.1:" + ports.nodes().get(1))
                        .with("/etc/eventsource/tls", directory)
                        .with("timeout server 40s", "timeout server " + Times.LONGEST_SILENCE.toMillis() + "ms")
                        // As many files as a test may have open.
                        .with("maxconn 20000", "maxconn 4000")
                        .with("sc0_conn_cur gt 2000", "sc0_conn_cur gt " + streamsOfAnAddress)
                        .write(directory.resolve("broker.cfg"));
                return List.of("setsid", program("haproxy"), "-W", "-f", file.toString());
            }
        };

        private final String reload;

        Kind(String reload) {
            this.reload = reload;
        }

        /** Writes its files; answers the command that runs it. */
        abstract List<String> prepare(Path directory, Ports ports, int streamsOfAnAddress);

        /** Elsewhere than the package's, which are another user's. */
        private static String temporaryFiles() {
            return "client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi;"
                    + " scgi_temp_path scgi; ";
        }

        private static String program(String name) {
            return new Program(name).path().toString();
        }
    }

    private Proxy(Kind kind, PrivateCa.Identity identity, List<Integer> nodes, int streamsOfAnAddress) {
        this.kind = kind;
        try {
            directory = Files.createTempDirectory(Target.file("").toAbsolutePath(), "proxy-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        install(identity);
        List<String> command = kind.prepare(directory, new Ports(port, plainPort, nodes), streamsOfAnAddress);
        process = GuardedProcess.start(command, Map.of(), directory.resolve("log"));
        await().until(this::takesConnections);
    }

    /** One in front of nodes at those ports, as written. */
    static Proxy start(Kind kind, PrivateCa.Identity identity, List<Integer> nodes) {
        return new Proxy(kind, identity, nodes, 2_000);
    }

    /** One with that limit. */
    static Proxy start(Kind kind, PrivateCa.Identity identity, List<Integer> nodes, int streamsOfAnAddress) {
        return new Proxy(kind, identity, nodes, streamsOfAnAddress);
    }

    URI uri(String path) {
        return URI.create("https://localhost:" + port + path);
    }

    /** Without TLS. */
    URI plainUri(String path) {
        return URI.create("http://localhost:" + plainPort + path);
    }

    int port() {
        return port;
    }

    /** Puts another certificate in the place of its own. */
    void install(PrivateCa.Identity identity) {
        copy(identity.certificate(), "broker.pem");
        copy(identity.key(), "broker.pem.key");
    }

    private void copy(Path from, String name) {
        try {
            Files.copy(from, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it read its files again, and does not wait. */
    void reload() {
        process.signal(kind.reload);
    }

    /** What it has logged of its calls, and of itself. */
    String log() {
        StringBuilder all = new StringBuilder();
        try {
            for (String name : List.of("log", "error.log", "access.log")) {
                Path file = directory.resolve(name);
                all.append(Files.exists(file) ? Files.readString(file) : "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    private boolean takesConnections() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the proxy has ended: " + log());
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** With its workers, which are of its group. */
    @Override
    public void close() {
        process.kill();
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
