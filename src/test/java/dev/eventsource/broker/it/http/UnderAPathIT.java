package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.ServerLog;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker whose context root is not {@code /}. */
@Tag("once-per-server")
@ArquillianTest
class UnderAPathIT {
    private static final String BROKER = "broker";

    private final ServerLog log = ServerLog.watch();

    @Deployment(name = BROKER, managed = false, testable = false)
    static WebArchive war() {
        Broker.war();
        return Broker.secondWar();
    }

    @AfterEach
    void undeploy(@ArquillianResource Deployer deployer) {
        deployer.undeploy(BROKER);
        log.close();
    }

    @Test
    void servesAllWithThatPathInFrontAndSaysWhoWillNotFindIt(@ArquillianResource Deployer deployer) {
        deployer.deploy(BROKER);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Door.get(Broker.SECOND + "/status").status() == 200);
        String channel = Site.newChannel();
        Answer opened = Site.ALICES.post(Broker.SECOND + "/socket", Form.of("channel", channel));
        try (var stream = Site.openOnSecond(opened.object().getString("socket"))) {
            assertThat(stream.next()).contains("event: eshq:open\n");
            Site.ALICES.post(Broker.SECOND + "/event", Form.of("channel", channel, "data", "d", "id", "1"));
            assertThat(stream.next()).isEqualTo("id: 1\ndata: d\n\n");
        }
        assertThat(Door.get(Broker.SECOND + "/").body()).contains("es.js");
        assertThat(Door.get(Broker.SECOND + "/es.js").status()).isEqualTo(200);
        assertThat(Door.get("/socket").status()).isEqualTo(404);
        await().untilAsserted(() -> assertThat(log.text())
                .contains("clients of the EventSource HQ protocol", "not " + Broker.SECOND + "/socket"));
    }
}
