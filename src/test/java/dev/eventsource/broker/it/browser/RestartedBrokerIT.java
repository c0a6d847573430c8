package dev.eventsource.broker.it.browser;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RequiresChromium;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker that goes away under a page, and comes back without the history that it had. */
@Tag("one-server")
@ArquillianTest
@RequiresChromium
class RestartedBrokerIT {
    private static final String BROKER = "broker";

    @Deployment(name = BROKER, managed = false, testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @Test
    void isFoundAgainByThePage(@ArquillianResource Deployer deployer) {
        deployer.deploy(BROKER);
        Broker.awaitReady();
        try (var browser = new Browser();
                var stage = Stage.set()) {
            var visitor = Visitor.of(browser, stage.pages()).subscribe(stage.channel(), "{}");
            stage.publish("1");
            visitor.awaitData("1");
            deployer.undeploy(BROKER);
            stage.publish("2");
            deployer.deploy(BROKER);
            visitor.awaitTold("reset unknown-id");
            stage.publish("3");
            visitor.awaitData("1", "3");
        } finally {
            deployer.undeploy(BROKER);
        }
    }
}
