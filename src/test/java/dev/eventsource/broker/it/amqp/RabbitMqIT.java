package dev.eventsource.broker.it.amqp;

import dev.eventsource.broker.it.http.PublishingMany;
import dev.eventsource.broker.it.http.PublishingOnce;
import dev.eventsource.broker.it.http.PublishingOverHttp;
import dev.eventsource.broker.it.http.ReadingThePast;
import dev.eventsource.broker.it.stream.Audience;
import dev.eventsource.broker.it.stream.EventFrames;
import dev.eventsource.broker.it.stream.JerseyClient;
import dev.eventsource.broker.it.stream.LongPolling;
import dev.eventsource.broker.it.stream.ManyEvents;
import dev.eventsource.broker.it.stream.OpeningStreams;
import dev.eventsource.broker.it.stream.PatternStreams;
import dev.eventsource.broker.it.stream.Resuming;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The feed from a real RabbitMQ, whose exchange was there before the broker and is used as it is. */
@RequiresRabbitMq
@ArquillianTest
class RabbitMqIT
        implements EventFrames,
                RefusedMessages,
                OpeningStreams,
                PatternStreams,
                Resuming,
                Audience,
                LongPolling,
                JerseyClient,
                PublishingOverHttp,
                PublishingMany,
                PublishingOnce,
                ReadingThePast,
                ManyEvents {
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();
    private static final AmqpPublisher EXCHANGE =
            AmqpPublisher.connect(SERVER.url()).declareExchange();

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war(SERVER.url());
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() {
        EXCHANGE.close();
        SERVER.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }
}
