package dev.eventsource.broker.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@ArquillianTest
class EmbeddedAmqpIT
        implements EventFrames,
                RefusedMessages,
                OpeningStreams,
                Resuming,
                Audience,
                LongPolling,
                JerseyClient,
                OpeningSockets,
                CallersCredentials,
                PublishingOverHttp,
                CrossOriginCalls,
                HttpMethods,
                OperatorsCalls,
                MongoDbFaults {
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
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
