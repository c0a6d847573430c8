package dev.eventsource.broker.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A RabbitMQ that has what the operators' definitions say, where the broker and who publishes may do no more than that. */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
@ArquillianTest
class RabbitMqDefinitionsIT {
    private static final String DEFINITIONS = Path.of("server-config", "rabbitmq", "definitions.json")
            .toAbsolutePath()
            .toString();
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();

    @Deployment(testable = false)
    static WebArchive war() {
        SERVER.control("import_definitions", DEFINITIONS);
        SERVER.control("delete_user", "guest");
        return Broker.war(url("broker:change%20me%3A%20the%20broker"));
    }

    private static String url(String credentials) {
        return "amqp://" + credentials + "@127.0.0.1:" + SERVER.port() + "/%2F";
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void areEnoughForTheBrokerAndForWhoPublishes() {
        String channel = Site.newChannel();
        try (var exchange = AmqpPublisher.connect(url("publisher:change%20me%3A%20who%20publishes"));
                var stream = Site.ALICES.subscribe(channel)) {
            Form event = Form.of("channel", channel, "data", "d", "id", "1");
            assertThat(Site.ALICES.post("/event", event).status()).isEqualTo(200);
            assertThat(stream.next()).startsWith("id: 1\n");
            exchange.publish(Message.to(channel).id("2"));
            assertThat(stream.next()).startsWith("id: 2\n");
        }
        assertThat(SERVER.ask("list_queues", "--silent", "name", "type", "policy"))
                .containsPattern("eventsource\\.log\\s+stream\\s+eventsource-log");
    }

    @Test
    void letNobodyReadWhoPublishes() {
        try (var exchange = AmqpPublisher.connect(url("publisher:change%20me%3A%20who%20publishes"))) {
            assertThatThrownBy(exchange::listen).hasStackTraceContaining("ACCESS_REFUSED");
        }
    }
}
