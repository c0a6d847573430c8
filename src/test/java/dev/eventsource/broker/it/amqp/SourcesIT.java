package dev.eventsource.broker.it.amqp;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Sources where the feed is a stream. */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
@ArquillianTest
class SourcesIT implements SourcesTests {
    private static final ForeignApplication FOREIGN = new ForeignApplication();

    @Deployment(testable = false)
    static WebArchive war() {
        return FOREIGN.war("stream");
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() throws IOException {
        FOREIGN.close();
    }

    @Override
    public ForeignApplication foreign() {
        return FOREIGN;
    }
}
