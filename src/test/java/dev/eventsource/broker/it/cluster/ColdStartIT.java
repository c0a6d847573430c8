package dev.eventsource.broker.it.cluster;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.run.EmbeddedAmqp;
import dev.eventsource.broker.run.EmbeddedMongo;
import dev.eventsource.broker.run.Port;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deployed before RabbitMQ and MongoDB are there, the broker says so and begins once they are. */
@Tag("once-per-server")
@ArquillianTest
class ColdStartIT {
    /** The first of two, where nobody ever listens. */
    private static final String NOBODYS_URL = new EmbeddedAmqp(Port.free()).url();

    private static final EmbeddedAmqp AMQP = new EmbeddedAmqp(Port.free());
    private static final EmbeddedMongo MONGO = EmbeddedMongo.inMemory(Port.free());

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war(NOBODYS_URL + "," + AMQP.url(), MONGO.url());
    }

    @AfterAll
    static void stop() {
        AMQP.close();
        MONGO.close();
    }

    @Test
    void waitsForWhatItStandsOn() {
        Answer status = Door.get("/status");
        assertThat(status.status()).isEqualTo(503);
        assertThat(status.object().getString("rabbitmq")).isNotEqualTo("OK");
        assertThat(status.object().getString("mongodb")).isNotEqualTo("OK");
        assertThat(Door.get("/status/ready").status()).isEqualTo(503);
        assertThat(Door.get("/status/live").status()).isEqualTo(200);
        assertProblem(Site.ALICES.post("/socket", Form.of("channel", "a")), 503);

        AMQP.start();
        MONGO.start();
        Broker.ALICE.addTo(MONGO.url());
        Broker.awaitReady();
        assertThat(Door.get("/status/ready").status()).isEqualTo(200);

        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            Answer published = Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", "1"));
            assertThat(published.status()).isEqualTo(200);
            assertThat(stream.next()).isEqualTo("id: 1\ndata: d\n\n");
        }
    }
}
