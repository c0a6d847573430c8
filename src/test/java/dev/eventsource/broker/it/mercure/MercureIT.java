package dev.eventsource.broker.it.mercure;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Two nodes of a hub on the queue feed, which tell who subscribes. */
@Tag("once-per-server")
@ArquillianTest
class MercureIT
        implements Publishing,
                Subscribing,
                Resuming,
                Watching,
                EightPublishing,
                EightSubscribing,
                EightWatching,
                BesideOfficialHub {
    private static final String SUBSCRIPTIONS = "MERCURE_SUBSCRIPTIONS";
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(name = "one", order = 1, testable = false)
    static WebArchive one() {
        HubCalls.SETTINGS.forEach(System::setProperty);
        System.setProperty(SUBSCRIPTIONS, "true");
        return Broker.war();
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
    static void disconnect() {
        HubCalls.SETTINGS.keySet().forEach(System::clearProperty);
        System.clearProperty(SUBSCRIPTIONS);
        EXCHANGE.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }
}
