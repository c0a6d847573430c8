package dev.eventsource.broker.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriberTest {
    /** The path is the topic of an update, and matching takes the longer the longer that is. */
    @Test
    void hasNoTopicWhosePathWouldBeTooLong() {
        String longest = "a".repeat(939);
        Subscriber subscriber = Subscriber.of(List.of(longest + "a", longest, "\u20ac".repeat(105)), null);
        assertThat(subscriber.topics()).containsExactly(longest);
        assertThat(SubscriptionPath.of(longest, subscriber.id())).hasSize(1_024);
    }

    @Test
    void takesAboutAsManyCharactersAsAreTold() {
        Subscriber subscriber = Subscriber.of(List.of("a", "{b}"), "\"" + "c".repeat(1_000) + '"');
        Batch batch = new Batch();
        batch.add(subscriber, true);
        int told =
                batch.events().stream().mapToInt(event -> event.data().length()).sum();
        assertThat(subscriber.characters()).isBetween(told - 100, told + 100);
    }
}
