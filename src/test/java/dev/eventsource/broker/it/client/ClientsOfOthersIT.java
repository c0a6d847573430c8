package dev.eventsource.broker.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventsource.broker.it.client.ClientOfOthers.Received;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.MercureDoor;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RequiresCurl;
import dev.eventsource.broker.it.support.RequiresNode;
import dev.eventsource.broker.it.support.Site;
import java.net.URI;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that the broker's users may bring: each gets every event once, through ends of its stream. */
@ArquillianTest
@Tag("clients")
class ClientsOfOthersIT implements ClientsOfTheHub {
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());
    private static final int ENDS = 2;

    @Deployment(testable = false)
    static WebArchive broker() {
        MercureDoor.switchOn();
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void disconnect() {
        MercureDoor.forget();
        EXCHANGE.close();
    }

    @Test
    @RequiresNode
    void eventsourceOfNpm() {
        followsThroughEnds(stream -> NodeClient.start(stream, "eventsource"));
    }

    @Test
    @RequiresNode
    void undici() {
        followsThroughEnds(stream -> NodeClient.start(stream, "undici"));
    }

    @Test
    @RequiresNode
    void nodesOwnEventSource() {
        assumeTrue(NodeClient.hasFlag("--experimental-eventsource"), "this Node.js has no EventSource of its own");
        followsThroughEnds(stream -> NodeClient.start(stream, "node", "--experimental-eventsource"));
    }

    @Test
    void okHttpEventSource() {
        followsThroughEnds(OkHttpClient::start);
    }

    @Test
    void jakartaSseEventSource() {
        followsThroughEnds(JakartaClient::start);
    }

    @Test
    @RequiresCurl
    void curl() {
        followsThroughEnds(CurlClient::start);
    }

    private static void followsThroughEnds(Function<URI, ClientOfOthers> connect) {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (ClientOfOthers client = connect.apply(Broker.uri("/eventsource?socket=" + socket))) {
            EXCHANGE.publish(Message.to(channel).id("1").with("name", "named").with("data", "a\n\nb"));
            awaitEvents(client, 1);
            for (int end = 1; end <= ENDS; end++) {
                endAndPublish(socket, channel, 2 * end);
                awaitEvents(client, 2 * end + 1);
            }
            assertThat(client.events().get(0)).isEqualTo(new Received("1", "named", "a\n\nb"));
            assertThat(client.events())
                    .extracting(Received::id)
                    .isEqualTo(IntStream.rangeClosed(1, 2 * ENDS + 1)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(client.received())
                    .extracting(Received::name)
                    .contains("eshq:resumed")
                    .doesNotContain("eshq:reset");
        }
    }

    /** A newer stream of the ticket ends the client's; two events come before the client is back. */
    private static void endAndPublish(String socket, String channel, int firstId) {
        try (var newer = Site.open(socket)) {
            newer.next();
            EXCHANGE.publish(Message.to(channel).id(Integer.toString(firstId)));
            EXCHANGE.publish(Message.to(channel).id(Integer.toString(firstId + 1)));
        }
    }

    private static void awaitEvents(ClientOfOthers client, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(client.events()).hasSize(count));
    }
}
