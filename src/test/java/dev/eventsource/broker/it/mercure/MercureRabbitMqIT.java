package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribe;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.topics;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes of a hub on a stream of a real RabbitMQ. */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
@ArquillianTest
class MercureRabbitMqIT implements Publishing, Subscribing, Resuming, EightSubscribing {
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();
    private static final AmqpPublisher EXCHANGE =
            AmqpPublisher.connect(SERVER.url()).declareExchange();

    @Deployment(name = "one", order = 1, testable = false)
    static WebArchive one() {
        HubCalls.SETTINGS.forEach(System::setProperty);
        return Broker.war(SERVER.url());
    }

    @Deployment(name = "two", order = 2, testable = false)
    static WebArchive two() {
        return Broker.secondWar();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitBothReady();
    }

    @AfterAll
    static void stop() {
        HubCalls.SETTINGS.keySet().forEach(System::clearProperty);
        EXCHANGE.close();
        SERVER.close();
    }

    /** What has no id of its own has the same one on all nodes. */
    @Test
    void theBrokersOwnIdsResumeOnAnyNode() {
        String topic = newTopic();
        String message = "{\"topics\":[\"" + topic + "\"],\"data\":\"d\"}";
        try (var stream = subscribe(topic)) {
            EXCHANGE.publish(message);
            String first = stream.next().lines().findFirst().orElseThrow();
            EXCHANGE.publish(message.replace("\"d\"", "\"second\""));
            String second = stream.next();
            assertThat(second).endsWith("data: second\n\n");
            String behind = "Last-Event-ID: " + first.substring(4);
            try (var other = subscribed(open(Broker.SECOND, topics(topic), behind))) {
                assertThat(other.headers()).containsEntry("Last-Event-ID", first.substring(4));
                assertThat(other.next()).isEqualTo(second);
            }
        }
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }
}
