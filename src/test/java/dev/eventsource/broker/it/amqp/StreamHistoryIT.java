package dev.eventsource.broker.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The history that a stream keeps, over the life of a node. */
@RequiresRabbitMq
@ArquillianTest
class StreamHistoryIT {
    private static final String BROKER = "broker";

    /** Longer than the slowest server takes to start anew. */
    private static final String TICKETS_LIVE = "SOCKET_TTL_SECONDS";

    private static final RabbitMqServer SERVER = new RabbitMqServer().start();

    @Deployment(name = BROKER, managed = false, testable = false)
    static WebArchive war() {
        System.setProperty(TICKETS_LIVE, "600");
        return Broker.war(SERVER.url());
    }

    @AfterAll
    static void stop() {
        System.clearProperty(TICKETS_LIVE);
        SERVER.close();
    }

    @Test
    void isReadBackByANodeThatStarts(@ArquillianResource Deployer deployer) {
        deployer.deploy(BROKER);
        Broker.awaitReady();
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        String unused = Site.ALICES.openSocket(channel);
        String brokersId;
        try (var stream = Site.open(socket)) {
            stream.next();
            publishPastTheNode(channel, "");
            brokersId = stream.next().lines().findFirst().orElseThrow().substring("id: ".length());
            assertThat(brokersId).matches("@[0-9a-f]{12}-\\d+");
        }
        deployer.undeploy(BROKER);
        publishPastTheNode(channel, "meanwhile");
        deployer.deploy(BROKER);
        Broker.awaitReady();
        try (var stream = Site.open(socket, "Last-Event-ID: " + brokersId)) {
            assertThat(stream.next()).contains("event: eshq:resumed\n").contains("\"replayed\":1");
            assertThat(stream.next()).startsWith("id: meanwhile\n");
        }
        assertOpensWhereTheTicketDid(unused, brokersId);
    }

    private static void assertOpensWhereTheTicketDid(String unused, String brokersId) {
        try (var stream = Site.open(unused)) {
            assertThat(stream.next()).contains("event: eshq:open\n");
            assertThat(stream.next()).startsWith("id: " + brokersId + "\n");
            assertThat(stream.next()).startsWith("id: meanwhile\n");
        }
    }

    private static void publishPastTheNode(String channel, String id) {
        try (var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.publish(Message.to(channel).id(id));
        }
    }
}
