package dev.eventsource.broker.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.PrivateCa;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresTlsServers;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * RabbitMQ and the database have certificates of an authority of the house, which the server's JVM is told to trust; and the
 * database wants to know who comes.
 */
@RequiresTlsServers
class PrivateCaIT {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final PrivateCa CA = PrivateCa.create();
    private static final PrivateCa.Identity LOCALHOST = CA.localhost();
    private static final int AMQPS_PORT = Port.lasting();
    private static final int MONGO_PORT = Port.lasting();
    private static final int LAPSED_PORT = Port.lasting();
    private static final RabbitMqServer RABBITMQ = new RabbitMqServer(
            "listeners.ssl.1 = 127.0.0.1:" + AMQPS_PORT,
            "ssl_options.cacertfile = " + CA.certificate(),
            "ssl_options.certfile = " + LOCALHOST.certificate(),
            "ssl_options.keyfile = " + LOCALHOST.key());
    private static final GuardedProcess DATABASE = startDatabase();
    private static final GuardedProcess LAPSED = startLapsed(CA.lapsed());

    private final int httpPort = Port.free();

    @BeforeAll
    static void start() {
        RABBITMQ.start();
    }

    @AfterAll
    static void stop() {
        LAPSED.close();
        DATABASE.close();
        RABBITMQ.close();
    }

    @Test
    void isTrustedByAJvmThatIsToldTo() {
        ServerProcess broker = startBroker("amqps://localhost:" + AMQPS_PORT);
        try {
            awaitStatus(broker, "\"rabbitmq\":\"OK\"", "\"mongodb\":\"OK\"");
        } finally {
            broker.process().close();
        }
    }

    /** RabbitMQ's own is for {@code localhost}, and not for its address. */
    @Test
    void doesNotVouchForAnotherHostNorForEver() throws Exception {
        ServerProcess broker = startBroker("amqps://localhost:" + LAPSED_PORT + ",amqps://127.0.0.1:" + AMQPS_PORT);
        try {
            awaitStatus(broker, "\"mongodb\":\"OK\"");
            await().atMost(LONGEST_START)
                    .untilAsserted(() -> assertThat(log())
                            .contains("CertificateExpiredException")
                            .contains("No subject alternative names matching IP address 127.0.0.1 found"));
            assertThat(status()).contains("\"rabbitmq\"").doesNotContain("\"rabbitmq\":\"OK\"");
        } finally {
            broker.process().close();
        }
    }

    private static GuardedProcess startDatabase() {
        Path data = CA.directory().resolve("data").toAbsolutePath();
        createDirectory(data);
        List<String> command = List.of(
                new Program("ferretdb").path().toString(),
                "--handler=sqlite",
                "--sqlite-url=file:" + data + "/",
                "--state-dir=" + data,
                "--listen-addr=",
                "--listen-tls=127.0.0.1:" + MONGO_PORT,
                "--listen-tls-cert-file=" + LOCALHOST.certificate(),
                "--listen-tls-key-file=" + LOCALHOST.key(),
                "--test-enable-new-auth",
                "--setup-database=eventsourcehq",
                "--setup-username=broker",
                "--setup-password=secret",
                "--debug-addr=-",
                "--log-level=error",
                "--telemetry=disable");
        return GuardedProcess.start(command, Map.of(), CA.directory().resolve("ferretdb.log"));
    }

    /** Whoever connects to it has no reason to come further than its certificate. */
    private static GuardedProcess startLapsed(PrivateCa.Identity lapsed) {
        List<String> command = List.of(
                new Program("openssl").path().toString(),
                "s_server",
                "-accept",
                "127.0.0.1:" + LAPSED_PORT,
                "-cert",
                lapsed.certificate().toString(),
                "-key",
                lapsed.key().toString(),
                "-www");
        return GuardedProcess.start(command, Map.of(), CA.directory().resolve("lapsed.log"));
    }

    private ServerProcess startBroker(String amqpUrl) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("http.port", httpPort);
        properties.put("amqp.port", AMQPS_PORT);
        properties.put("mongo.port", MONGO_PORT);
        properties.put("AMQP_URL", amqpUrl);
        properties.put("MONGO_URL", "mongodb://broker:secret@localhost:" + MONGO_PORT + "/eventsourcehq?tls=true");
        properties.put("jboss.home", System.getProperty("jboss.home", ""));
        properties.put("javax.net.ssl.trustStore", CA.trustStore());
        properties.put("javax.net.ssl.trustStorePassword", PrivateCa.TRUST_STORE_PASSWORD);
        return ServerProcess.start("private-ca", List.of("-Xmx512m"), Run.class, properties);
    }

    private void awaitStatus(ServerProcess broker, String... words) {
        await().atMost(LONGEST_START)
                .ignoreExceptionsInstanceOf(IOException.class)
                .conditionEvaluationListener(condition -> broker.failIfDead())
                .untilAsserted(() -> assertThat(status()).contains(words));
    }

    private String status() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/status"))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    /** Of Payara, which runs in the program itself, and of WildFly, which it starts. */
    private static String log() throws IOException {
        var all = new StringBuilder();
        for (String name : List.of("private-ca.log", "run-wildfly.log")) {
            Path log = Target.file(name);
            all.append(Files.exists(log) ? Files.readString(log) : "");
        }
        return all.toString();
    }

    private static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
