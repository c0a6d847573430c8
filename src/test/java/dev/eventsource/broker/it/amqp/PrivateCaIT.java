package dev.eventsource.broker.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.PrivateCa;
import dev.eventsource.broker.it.support.PrivateServers;
import dev.eventsource.broker.it.support.RequiresTlsServers;
import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.run.Run;
import java.io.IOException;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * RabbitMQ and the database have certificates of an authority of the house, which the server's JVM is told to trust; and the
 * database wants to know who comes.
 */
@Tag("once-per-rabbitmq")
@RequiresTlsServers
class PrivateCaIT {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final PrivateServers SERVERS = new PrivateServers();

    private final int httpPort = Port.free();

    @BeforeAll
    static void start() {
        SERVERS.start();
    }

    @AfterAll
    static void stop() {
        SERVERS.close();
    }

    @Test
    void isTrustedByAJvmThatIsToldTo() {
        ServerProcess broker = startBroker(SERVERS.rabbitMqUrl());
        try {
            awaitStatus(broker, "\"rabbitmq\":\"OK\"", "\"mongodb\":\"OK\"");
        } finally {
            broker.process().close();
        }
    }

    @Test
    void doesNotVouchForAnotherHostNorForEver() throws Exception {
        ServerProcess broker = startBroker(SERVERS.lapsedUrl() + "," + SERVERS.otherNameUrl());
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

    private ServerProcess startBroker(String amqpUrl) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("http.port", httpPort);
        properties.put("amqp.port", SERVERS.amqpsPort());
        properties.put("mongo.port", SERVERS.databasePort());
        properties.put("AMQP_URL", amqpUrl);
        properties.put("MONGO_URL", SERVERS.databaseUrl());
        properties.put("jboss.home", System.getProperty("jboss.home", ""));
        properties.put("javax.net.ssl.trustStore", SERVERS.ca().trustStore());
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
}
