package dev.eventsource.broker.it.stream;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Access by token, in all ways in which one is taken. */
@ArquillianTest
class TokensIT implements StreamsByToken {
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void disconnect() {
        EXCHANGE.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }
}
