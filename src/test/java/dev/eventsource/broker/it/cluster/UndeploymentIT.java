package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.WatchesTheServersJvm;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A broker that nobody came to before it was taken out of the server again. */
@WatchesTheServersJvm
@ArquillianTest
class UndeploymentIT {
    private static final String BROKER = "broker";

    @Deployment(name = BROKER, managed = false, testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @Test
    void leavesNoThreadBehind(@ArquillianResource Deployer deployer) {
        deployer.deploy(BROKER);
        assertThat(threads()).isNotEmpty();
        deployer.undeploy(BROKER);
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("eventsource-"))
                .toList();
    }
}
