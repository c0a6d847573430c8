package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.ServerJvm;
import dev.eventsource.broker.it.support.Site;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A broker that is deployed and taken out again, ten times in the same server, with somebody's stream open or before anybody came. */
@Tag("once-per-server")
@ArquillianTest
@EnabledOnOs(value = OS.LINUX, disabledReason = "what a process has open is read from Linux's /proc")
class RedeploymentIT {
    private static final String BROKER = "broker";
    private static final int TIMES = 10;

    /** Whose loader would stay with it. */
    private static final String CLASS = "dev.eventsource.broker.settings.Node";

    /**
     * Two to four stay for a while, a leak would be all ten. In a heap dump of a full Payara, behind three collections, it was
     * one: Java's own {@code ObjectMethods.OBJECT_EQ}, a method handle, keeps the type that it was last adapted to, as it is for
     * the first {@code equals} of a record.
     */
    private static final int HELD_BY_THE_SERVER = 5;

    @Deployment(name = BROKER, managed = false, testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @Test
    void leavesNothingBehind(@ArquillianResource Deployer deployer) {
        ServerJvm server = ServerJvm.find();
        long loaders = server.loadersOf(CLASS);
        useAndUndeploy(deployer);
        undeployAtOnce(deployer);
        Set<String> files = server.files();
        for (int time = 2; time < TIMES; time += 2) {
            useAndUndeploy(deployer);
            undeployAtOnce(deployer);
        }
        await().untilAsserted(() -> assertThat(server.threads("eventsource-")).isEmpty());
        await().untilAsserted(() -> {
            assertThat(server.connectionsTo(portOf(Broker.AMQP.url()))).isZero();
            assertThat(server.connectionsTo(portOf(Broker.MONGO.url()))).isZero();
        });
        await().untilAsserted(() -> assertThat(more(server.files(), files)).isEmpty());
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(server.loadersOf(CLASS)).isLessThanOrEqualTo(loaders + HELD_BY_THE_SERVER));
    }

    private static void useAndUndeploy(Deployer deployer) {
        deployer.deploy(BROKER);
        Broker.awaitReady();
        assertThat(ServerJvm.find().threads("eventsource-")).isNotEmpty();
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", "1"));
            assertThat(stream.next()).isEqualTo("id: 1\ndata: d\n\n");
            deployer.undeploy(BROKER);
        }
    }

    private static void undeployAtOnce(Deployer deployer) {
        deployer.deploy(BROKER);
        deployer.undeploy(BROKER);
    }

    private static int portOf(String url) {
        return URI.create(url).getPort();
    }

    private static Set<String> more(Set<String> now, Set<String> before) {
        Set<String> more = new TreeSet<>(now);
        more.removeAll(before);
        return more;
    }
}
