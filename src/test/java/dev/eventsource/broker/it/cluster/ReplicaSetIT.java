package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.MongoReplicaSet;
import dev.eventsource.broker.it.support.RequiresMongod;
import dev.eventsource.broker.it.support.Site;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MongoDB is a replica set whose primary is lost: another one takes its place, and the broker goes on with it. */
@RequiresMongod
@ArquillianTest
class ReplicaSetIT implements FeedTests {
    private static final MongoReplicaSet SERVERS = new MongoReplicaSet().start();
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        Broker.ALICE.addTo(SERVERS.url());
        return Broker.war(Broker.AMQP.url(), SERVERS.url());
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() {
        EXCHANGE.close();
        SERVERS.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }

    @Test
    void losesNeitherStreamsNorTicketsWithItsPrimary() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (var stream = Site.ALICES.subscribe(channel)) {
            SERVERS.killPrimary();
            exchange().publish(Message.to(channel).id("1"));
            assertThat(stream.next()).startsWith("id: 1\n");
            Broker.awaitReady();
            try (var known = Site.open(socket);
                    var fresh = Site.ALICES.subscribe(channel)) {
                assertThat(known.next()).contains("event: eshq:open\n");
                exchange().publish(Message.to(channel).id("2"));
                assertThat(stream.next()).startsWith("id: 2\n");
                assertThat(known.next()).startsWith("id: 1\n");
                assertThat(fresh.next()).startsWith("id: 2\n");
            }
        }
    }
}
