package dev.eventsource.broker.wildfly;

import dev.eventsource.broker.it.packaging.CopiedTests;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.CopiedWar;
import dev.eventsource.broker.process.ServerProcess;
import dev.eventsource.broker.process.WildFly;
import dev.eventsource.broker.run.Port;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A WildFly whose broker was copied into {@code standalone/deployments} and has its settings from the environment alone. */
@Tag("own-server")
class DeploymentScannerIT implements CopiedTests {
    private static final int PORT = Port.lasting();
    private static final WildFly WILDFLY = new WildFly("scanner-" + PORT, Path.of(System.getProperty("jboss.home")));
    private static final ServerProcess SERVER =
            WILDFLY.startEmpty(List.of("-Xmx512m"), PORT, CopiedWar.environment(Broker.AMQP.url(), Broker.MONGO.url()));
    private static final CopiedWar WAR = new CopiedWar(WILDFLY.deployments(), PORT);
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @BeforeAll
    static void start() {
        SERVER.awaitPort(PORT);
        WAR.put();
    }

    @AfterAll
    static void stop() {
        EXCHANGE.close();
        WAR.close();
        SERVER.process().close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }

    @Override
    public CopiedWar war() {
        return WAR;
    }
}
