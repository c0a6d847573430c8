package dev.eventsource.broker.payara;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.packaging.CopiedTests;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.CopiedWar;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.PrivateServers;
import dev.eventsource.broker.it.support.RequiresTlsServers;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.it.support.WebhookReceiver;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A full Payara whose broker was copied into its directory {@code autodeploy} and has its settings from the environment alone;
 * RabbitMQ, the database and who is told by webhook have certificates of an authority of the house.
 */
@RequiresTlsServers
class AutodeployIT implements CopiedTests {
    private static final PrivateServers SERVERS = new PrivateServers();
    private static final int PORT = Port.lasting();
    private static final Domain DOMAIN =
            new Domain(Path.of(System.getProperty("payara.home")), Target.file("domains/autodeploy-" + PORT), PORT);
    private static final CopiedWar WAR = new CopiedWar(DOMAIN.file("autodeploy"), PORT);
    private static final AmqpPublisher EXCHANGE =
            AmqpPublisher.connect(SERVERS.start().rabbitMq().url());

    /** By the script but for its settings, which would win over the environment; of three servers the first two are refused. */
    @BeforeAll
    static void start() throws IOException {
        List<String> lines = Files.readAllLines(PayaraContainer.SCRIPT).stream()
                .filter(line -> !line.matches("create-system-properties [A-Z_]+=.*"))
                .toList();
        DOMAIN.create();
        DOMAIN.trust(SERVERS.ca().certificate());
        String rabbitMq = String.join(",", SERVERS.lapsedUrl(), SERVERS.otherNameUrl(), SERVERS.rabbitMqUrl());
        Broker.ALICE.addTo(SERVERS.plainDatabaseUrl());
        Broker.BOB.addTo(SERVERS.plainDatabaseUrl());
        DOMAIN.start();
        DOMAIN.prepare(lines);
        // As the script says: Payara begins its listeners again at each line, and once one of them was gone behind
        // that.
        DOMAIN.stop();
        DOMAIN.start(CopiedWar.environment(rabbitMq, SERVERS.databaseUrl()));
        WAR.put();
    }

    @AfterAll
    static void stop() {
        EXCHANGE.close();
        WAR.close();
        DOMAIN.stop();
        SERVERS.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }

    @Override
    public CopiedWar war() {
        return WAR;
    }

    @Test
    void saysWhichCertificatesItRefuses() throws IOException {
        assertThat(Files.readString(DOMAIN.file("logs/server.log")))
                .contains("CertificateExpiredException")
                .contains("No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void callsWhoeverTheAuthorityVouchesFor() {
        try (var receiver = new WebhookReceiver(SERVERS.ca().serving(SERVERS.localhost()))) {
            Site site = Site.ofNewUser();
            Form webhook = Form.of("webhook", receiver.url());
            assertThat(Door.call("PATCH", "/users/" + site.user().key(), webhook)
                            .status())
                    .isEqualTo(200);
            String channel = Site.newChannel();
            try (var stream = site.subscribe(channel)) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(receiver.next(channel, site.user().secret())).isNotEmpty();
            }
        }
    }
}
