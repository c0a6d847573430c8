package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Site;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that goes sends its browsers to the others first. */
@Tag("once-per-server")
@ArquillianTest
public class DrainingIT {
    private static final String BROKER = "broker";

    @Deployment(name = BROKER, managed = false, testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @AfterEach
    void undeploy(@ArquillianResource Deployer deployer) {
        deployer.undeploy(BROKER);
    }

    @Test
    void anOperatorDrainsANode(@ArquillianResource Deployer deployer) {
        deployer.deploy(BROKER);
        Broker.awaitReady();
        String channel = Site.newChannel();
        String late = Site.ALICES.openSocket(channel);
        List<EventStreamClient> streams =
                Stream.generate(() -> Site.ALICES.subscribe(channel)).limit(5).toList();
        assertThat(Door.call("POST", "/drain", "X-Forwarded-For", "192.0.2.1").status())
                .isEqualTo(401);
        assertThat(Door.call("POST", "/drain").status()).isEqualTo(202);
        assertThat(Door.get("/status").status()).isEqualTo(503);
        assertThat(Door.get("/status").object().getBoolean("draining")).isTrue();
        assertThat(Door.get("/status/ready").status()).isEqualTo(503);
        assertThat(Door.get("/status/live").status()).isEqualTo(200);
        streams.forEach(DrainingIT::assertSentAway);
        try (var tooLate = Site.open(late)) {
            assertThat(tooLate.status()).isEqualTo(200);
            assertSentAway(tooLate);
        }
        await().until(() -> Door.get("/broker").object().getInt("connections") == 0);
    }

    @Test
    void undeployingDrains(@ArquillianResource Deployer deployer) {
        deployer.deploy(BROKER);
        Broker.awaitReady();
        var stream = Site.ALICES.subscribe(Site.newChannel());
        deployer.undeploy(BROKER);
        assertSentAway(stream);
        deployer.deploy(BROKER);
    }

    private static void assertSentAway(EventStreamClient stream) {
        try (stream) {
            assertThat(stream.next()).matches("retry: \\d+\n\n");
            stream.awaitEnd();
        }
    }
}
