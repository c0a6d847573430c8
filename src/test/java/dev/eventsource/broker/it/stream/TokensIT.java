package dev.eventsource.broker.it.stream;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Access by token, in all ways in which one is taken. */
@ArquillianTest
class TokensIT implements StreamsByToken, TokensOfBrowsers {
    private static final Map<String, String> SETTINGS =
            Map.of("TOKEN_COOKIE", COOKIE, "TOKEN_IN_QUERY", "true", "ALLOWED_ORIGINS", ORIGIN);
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        SETTINGS.forEach(System::setProperty);
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void disconnect() {
        SETTINGS.keySet().forEach(System::clearProperty);
        EXCHANGE.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }
}
