package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.http.PublishingOnce;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two nodes on one RabbitMQ stream, of which one goes and comes back: what is to come once does so on both. */
@RequiresRabbitMq
@ArquillianTest
class OnceOnAllNodesIT {
    private static final int PAIRS = 200;
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();

    @Deployment(name = "one", order = 1, managed = false, testable = false)
    static WebArchive one() {
        return Broker.war(SERVER.url());
    }

    @Deployment(name = "two", order = 2, managed = false, testable = false)
    static WebArchive two() {
        Broker.war(SERVER.url());
        return Broker.secondWar();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void theSameKeyComesOnceWhicheverNodesItIsSentTo(@ArquillianResource Deployer deployer) {
        deployer.deploy("one");
        deployer.deploy("two");
        Broker.awaitBothReady();
        String channel = Site.newChannel();
        try (var first = stream("", channel);
                var second = stream(Broker.SECOND, channel)) {
            List<String> ids = publishPairs(channel);
            assertThat(ids).doesNotHaveDuplicates();
            publishEnd(channel);
            List<String> onFirst = idsUpToEnd(first);
            assertThat(onFirst).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(idsUpToEnd(second)).isEqualTo(onFirst);
        }
        assertANodeThatStartsAnewKnowsTheKeys(deployer);
    }

    /** Each key to both nodes at once; the id that both answered. */
    private static List<String> publishPairs(String channel) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String key = UUID.randomUUID().toString();
            Form event = Form.of("channel", channel, "data", "" + i);
            CompletableFuture<Answer> other = CompletableFuture.supplyAsync(() -> publish(Broker.SECOND, key, event));
            String id = publish("", key, event).body();
            assertThat(other.join().body()).isEqualTo(id);
            ids.add(id.replaceAll("\\{\"id\":\"|\"}", ""));
        }
        return ids;
    }

    private static Answer publish(String node, String key, Form event) {
        return PublishingOnce.publish(Broker.ALICE, node + "/event", key, event);
    }

    private static void publishEnd(String channel) {
        try (var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.publish(Message.to(channel).id("end"));
        }
    }

    private static EventStreamClient stream(String node, String channel) {
        EventStreamClient stream = node.isEmpty()
                ? Site.open(Site.ALICES.openSocket(channel))
                : Site.openOnSecond(Site.ALICES.openSocket(channel));
        assertThat(stream.next()).startsWith("retry: ");
        return stream;
    }

    private static List<String> idsUpToEnd(EventStreamClient stream) {
        List<String> ids = new ArrayList<>();
        for (String id = id(stream.next()); !id.equals("end"); id = id(stream.next())) {
            ids.add(id);
        }
        return ids;
    }

    private static String id(String frame) {
        return frame.substring("id: ".length(), frame.indexOf('\n'));
    }

    /** It was sent to one that went before anybody heard the answer, and is sent to another, and to the one that came back. */
    private static void assertANodeThatStartsAnewKnowsTheKeys(Deployer deployer) {
        String channel = Site.newChannel();
        String key = UUID.randomUUID().toString();
        Form event = Form.of("channel", channel, "data", "d");
        String id = publish(Broker.SECOND, key, event).body();
        deployer.undeploy("two");
        assertThat(publish("", key, event).body()).isEqualTo(id);
        deployer.deploy("two");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Door.get(Broker.SECOND + "/status").status() == 200);
        assertThat(publish(Broker.SECOND, key, event).body()).isEqualTo(id);
        Form another = Form.of("channel", channel, "data", "another");
        assertThat(publish(Broker.SECOND, key, another).status()).isEqualTo(422);
    }
}
