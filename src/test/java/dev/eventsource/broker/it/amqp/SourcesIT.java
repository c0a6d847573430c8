package dev.eventsource.broker.it.amqp;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Sources where the feed is a stream. */
@RequiresRabbitMq
@ArquillianTest
class SourcesIT implements SourcesTests {
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();
    private static final Path FILE = file("sources");
    private static final ForeignExchanges EXCHANGES = new ForeignExchanges(SERVER.url())
            .declare("orders", "topic")
            .declare("alerts", "direct")
            .declare("jobs", "headers")
            .declare("ready", "fanout");

    private static Path file(String name) {
        try {
            return Files.createTempFile(name, ".json");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Deployment(testable = false)
    static WebArchive war() {
        SourcesTests.write(FILE, SOURCES, RULES);
        System.setProperty(SETTING, FILE.toString());
        System.setProperty("AMQP_FEED", "stream");
        return Broker.war(SERVER.url());
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() throws IOException {
        System.clearProperty(SETTING);
        System.clearProperty("AMQP_FEED");
        EXCHANGES.close();
        SERVER.close();
        Files.delete(FILE);
    }

    @Override
    public Path file() {
        return FILE;
    }

    @Override
    public ForeignExchanges exchanges() {
        return EXCHANGES;
    }
}
