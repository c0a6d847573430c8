package dev.eventsource.broker.it.mercure;

import static dev.eventsource.broker.it.mercure.HubCalls.newTopic;
import static dev.eventsource.broker.it.mercure.HubCalls.open;
import static dev.eventsource.broker.it.mercure.HubCalls.publish;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribe;
import static dev.eventsource.broker.it.mercure.HubCalls.subscribed;
import static dev.eventsource.broker.it.mercure.HubCalls.subscriber;
import static dev.eventsource.broker.it.mercure.HubCalls.topics;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a stream goes on where another ended, on whichever node. */
interface Resuming {
    @ParameterizedTest
    @ValueSource(strings = {"", Broker.SECOND})
    default void everythingBehindAnIdFollowsOnEachNode(String node) {
        String topic = newTopic();
        String first = publish("topic", topic, "data", "1", "id", "urn:own:" + topic);
        publish("topic", topic, "data", "2");
        String third = publish("topic", newTopic(), "data", "elsewhere");
        publish("topic", topic, "data", "4");
        try (var stream = subscribed(open(node, topics(topic), "Last-Event-ID: " + first))) {
            assertThat(stream.headers()).containsEntry("Last-Event-ID", first);
            assertThat(stream.next()).endsWith("data: 2\n\n");
            assertThat(stream.next()).endsWith("data: 4\n\n");
            publish("topic", topic, "data", "5");
            assertThat(stream.next()).endsWith("data: 5\n\n");
        }
        try (var stream = subscribed(open(node, topics(topic).and("lastEventID", third)))) {
            assertThat(stream.headers()).containsEntry("Last-Event-ID", third);
            assertThat(stream.next()).endsWith("data: 4\n\n");
        }
    }

    @Test
    default void theHeaderCountsBeforeTheParameter() {
        String topic = newTopic();
        String first = publish("topic", topic, "data", "1");
        String second = publish("topic", topic, "data", "2");
        publish("topic", topic, "data", "3");
        try (var stream = subscribed(open(topics(topic).and("lastEventID", first), "Last-Event-ID: " + second))) {
            assertThat(stream.headers()).containsEntry("Last-Event-ID", second);
            assertThat(stream.next()).endsWith("data: 3\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"earliest", "urn:uuid:of-nothing"})
    default void fromTheEarliestOnEverythingFollowsThatIsHeld(String id) {
        String topic = newTopic();
        publish("topic", topic, "data", "1");
        publish("topic", topic, "data", "2");
        try (var stream = subscribed(open(topics(topic), "Last-Event-ID: " + id))) {
            assertThat(stream.headers()).containsEntry("Last-Event-ID", "earliest");
            assertThat(stream.next()).endsWith("data: 1\n\n");
            assertThat(stream.next()).endsWith("data: 2\n\n");
        }
    }

    /** The token counts that is shown now. */
    @Test
    default void whatIsReplayedIsAllowedAnew() {
        String topic = newTopic();
        String first = publish("topic", topic, "data", "1");
        publish("topic", topic, "data", "secret", "private", "on");
        publish("topic", topic, "data", "public");
        String allowed = "Authorization: Bearer " + subscriber(topic);
        try (var may = subscribed(open(topics(topic), allowed, "Last-Event-ID: " + first));
                var mayNot = subscribed(open(topics(topic), "Last-Event-ID: " + first))) {
            assertThat(may.next()).endsWith("data: secret\n\n");
            assertThat(may.next()).endsWith("data: public\n\n");
            assertThat(mayNot.next()).endsWith("data: public\n\n");
        }
    }

    @Test
    default void whatIsAheadOfThisNodeIsWaitedFor() {
        String topic = newTopic();
        try (var stream = subscribe(topic)) {
            for (int i = 0; i < 20; i++) {
                String id = publish("topic", topic, "data", "" + i);
                try (var next = subscribed(open(Broker.SECOND, topics(topic), "Last-Event-ID: " + id))) {
                    assertThat(next.headers()).containsEntry("Last-Event-ID", id);
                }
                assertThat(stream.next()).startsWith("id: " + id + "\n");
            }
        }
    }
}
