package dev.eventsource.broker.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.client.ClientOfOthers.Received;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.MercureDoor;
import dev.eventsource.broker.it.support.RequiresNode;
import dev.eventsource.broker.it.support.RequiresPhp;
import dev.eventsource.broker.it.support.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What applications use with a Mercure hub, unchanged. */
interface ClientsOfTheHub {
    /** A program may take its time to start, and to come back. */
    Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    @RequiresPhp
    default void symfonysComponentPublishes() {
        String topic = MercureDoor.newTopic();
        URI hub = Broker.uri(MercureDoor.PATH);
        try (var stream = EventStreamClient.open(
                Broker.uri(MercureDoor.subscription(topic)), "Authorization: Bearer " + MercureDoor.token())) {
            assertThat(stream.next()).startsWith("retry: ");
            List<String> ids = SymfonyClient.publish(hub, MercureDoor.token(), topic);
            assertThat(ids).hasSize(2).element(1).isEqualTo("urn:own:" + topic);
            assertThat(stream.next())
                    .isEqualTo(
                            "id: %s\ndata: {\"status\":\"\\u00c9t\\u00e9 & \\\"more\\\"\"}\n\n".formatted(ids.get(0)));
            assertThat(stream.next())
                    .isEqualTo("retry: 2500\nid: urn:own:%s\nevent: named\ndata: a\ndata: b\n\n".formatted(topic));
        }
    }

    @Test
    @RequiresNode
    default void eventsourceOfNpmFollowsAHub() {
        followsThroughAnEnd(stream -> NodeClient.start(stream, "eventsource"));
    }

    @Test
    @RequiresNode
    default void fetchEventSourceOfNpmFollowsAHub() {
        followsThroughAnEnd(stream -> NodeClient.start(stream, "fetch-event-source"));
    }

    /** Which adds the last id to the address, under a name of its own. */
    @Test
    @RequiresNode
    default void eventSourcePolyfillOfNpmFollowsAHub() {
        followsThroughAnEnd(stream -> NodeClient.start(stream, "event-source-polyfill"));
    }

    /** Everything once, of what is private too. What is not named is asked for from the earliest on, which counts once. */
    private static void followsThroughAnEnd(Function<URI, ClientOfOthers> connect) {
        String topic = MercureDoor.newTopic();
        String first = MercureDoor.publish("topic", topic, "data", "a\n\nb", "type", "named", "private", "on");
        try (var wire = new Wire();
                ClientOfOthers client = connect.apply(URI.create(wire.origin()
                        + MercureDoor.subscription(topic)
                        + "&lastEventID=earliest&authorization="
                        + MercureDoor.token()))) {
            awaitEvents(client, 1);
            assertThat(client.events()).containsExactly(new Received(first, "named", "a\n\nb"));
            wire.goDown();
            String second = MercureDoor.publish("topic", topic, "data", "2", "private", "on");
            String third = MercureDoor.publish("topic", topic, "data", "3");
            wire.mend();
            awaitEvents(client, 3);
            assertThat(client.events()).extracting(Received::id).containsExactly(first, second, third);
        }
    }

    private static void awaitEvents(ClientOfOthers client, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(client.events()).hasSize(count));
    }
}
