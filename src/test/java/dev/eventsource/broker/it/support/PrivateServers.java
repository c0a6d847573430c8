package dev.eventsource.broker.it.support;

import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A RabbitMQ and a database with certificates of an authority of the house, for {@code localhost} and not for its address; the
 * database wants to know who comes. Beside them is a server whose certificate is out of date. One thread at a time starts and
 * ends them.
 */
public final class PrivateServers implements AutoCloseable {
    private final PrivateCa ca = PrivateCa.create();
    private final PrivateCa.Identity localhost = ca.localhost();
    private final int amqpsPort = Port.lasting();
    private final int databasePort = Port.lasting();
    private final int plainDatabasePort = Port.lasting();
    private final int lapsedPort = Port.lasting();
    private final RabbitMqServer rabbitMq = new RabbitMqServer(
            "listeners.ssl.1 = 127.0.0.1:" + amqpsPort,
            "ssl_options.cacertfile = " + ca.certificate(),
            "ssl_options.certfile = " + localhost.certificate(),
            "ssl_options.keyfile = " + localhost.key());
    private final GuardedProcess database = startDatabase();
    private final GuardedProcess lapsed = startLapsed(ca.lapsed());

    /** Returns once RabbitMQ takes connections. */
    public PrivateServers start() {
        rabbitMq.start();
        return this;
    }

    public PrivateCa ca() {
        return ca;
    }

    /** What their certificates are for. */
    public PrivateCa.Identity localhost() {
        return localhost;
    }

    /** For who needs no certificate. */
    public RabbitMqServer rabbitMq() {
        return rabbitMq;
    }

    public int amqpsPort() {
        return amqpsPort;
    }

    public int databasePort() {
        return databasePort;
    }

    /** Where every certificate is found to be good. */
    public String rabbitMqUrl() {
        return "amqps://localhost:" + amqpsPort;
    }

    /** The same server, by a name that its certificate does not have. */
    public String otherNameUrl() {
        return "amqps://127.0.0.1:" + amqpsPort;
    }

    /** Whose certificate is out of date. */
    public String lapsedUrl() {
        return "amqps://localhost:" + lapsedPort;
    }

    public String databaseUrl() {
        return "mongodb://broker:secret@localhost:" + databasePort + "/eventsourcehq?tls=true";
    }

    /** For who has not been told of the authority. */
    public String plainDatabaseUrl() {
        return "mongodb://broker:secret@127.0.0.1:" + plainDatabasePort + "/eventsourcehq";
    }

    private GuardedProcess startDatabase() {
        Path data = ca.directory().resolve("data").toAbsolutePath();
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(
                new Program("ferretdb").path().toString(),
                "--handler=sqlite",
                "--sqlite-url=file:" + data + "/",
                "--state-dir=" + data,
                "--listen-addr=127.0.0.1:" + plainDatabasePort,
                "--listen-tls=127.0.0.1:" + databasePort,
                "--listen-tls-cert-file=" + localhost.certificate(),
                "--listen-tls-key-file=" + localhost.key(),
                "--test-enable-new-auth",
                "--setup-database=eventsourcehq",
                "--setup-username=broker",
                "--setup-password=secret",
                "--debug-addr=-",
                "--log-level=error",
                "--telemetry=disable");
        return GuardedProcess.start(command, Map.of(), ca.directory().resolve("ferretdb.log"));
    }

    /** Whoever connects to it has no reason to come further than its certificate. */
    private GuardedProcess startLapsed(PrivateCa.Identity identity) {
        List<String> command = List.of(
                new Program("openssl").path().toString(),
                "s_server",
                "-accept",
                "127.0.0.1:" + lapsedPort,
                "-cert",
                identity.certificate().toString(),
                "-key",
                identity.key().toString(),
                "-www");
        return GuardedProcess.start(command, Map.of(), ca.directory().resolve("lapsed.log"));
    }

    @Override
    public void close() {
        lapsed.close();
        database.close();
        rabbitMq.close();
    }
}
