package dev.eventsource.broker.it.support;

import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Tests of two nodes on one server, and on the AMQP server and MongoDB that all tests of a JVM share. Who extends it deploys the
 * first node, with settings that are gone behind the last test. One class at a time has what is here.
 */
public abstract class TwoNodeTests implements FeedTests {
    private static final Map<String, String> SETTINGS = new HashMap<>();

    private static AmqpPublisher exchange;

    /** The first node; the second has the same settings. */
    protected static WebArchive firstWar(Map<String, String> settings) {
        SETTINGS.putAll(settings);
        SETTINGS.forEach(System::setProperty);
        return Broker.war();
    }

    @Deployment(name = "two", order = 2, testable = false)
    static WebArchive two() {
        return Broker.secondWar();
    }

    @BeforeAll
    static void connect() {
        exchange = AmqpPublisher.connect(Broker.AMQP.url());
        Broker.awaitBothReady();
    }

    @AfterAll
    static void disconnect() {
        exchange.close();
        SETTINGS.keySet().forEach(System::clearProperty);
        SETTINGS.clear();
    }

    @Override
    public AmqpPublisher exchange() {
        return exchange;
    }
}
