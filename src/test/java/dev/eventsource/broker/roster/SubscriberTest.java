package dev.eventsource.broker.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.url.HubUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriberTest {
    /** The path is the topic of an update, and matching takes the longer the longer that is. */
    @Test
    void hasNoTopicWhosePathWouldBeTooLong() {
        String longest = "a".repeat(939);
        Subscriber subscriber =
                Subscriber.of(List.of(topic(longest + "a"), topic(longest), topic("\u20ac".repeat(105))));
        assertThat(subscriber.interests()).containsExactly(topic(longest));
        assertThat(topic(longest).path(subscriber.id())).hasSize(1_024);
    }

    @Test
    void takesAboutAsManyCharactersAsAreTold() {
        String payload = "\"" + "c".repeat(1_000) + '"';
        HubUrl hub = HubUrl.of("https://example.org/hub");
        Subscriber subscriber = Subscriber.of(
                List.of(Interest.ofTopic("a", payload), Interest.ofMatcher(hub, "urlpattern", "/:b", payload)));
        Batch batch = new Batch();
        batch.add(subscriber, true);
        int told =
                batch.events().stream().mapToInt(event -> event.data().length()).sum();
        assertThat(subscriber.characters()).isBetween(told - 100, told + 100);
    }

    /** However short other events have to be. */
    @Test
    void isToldOfInNineThousandBytesAtMost() {
        String payload = '"' + "\u20ac".repeat(Subscriber.LONGEST_PAYLOAD - 2) + '"';
        for (String selector :
                new String[] {"a".repeat(939), "\u20ac".repeat(104), "\"".repeat(313), "\\".repeat(313)}) {
            Batch batch = new Batch();
            batch.add(Subscriber.of(List.of(Interest.ofTopic(selector, payload))), true);
            assertThat(batch.events()).hasSize(1);
            assertThat(batch.events().get(0).data().getBytes(StandardCharsets.UTF_8))
                    .hasSizeBetween(6_000, 9_000);
        }
    }

    /** What a token says of several is one text. */
    @Test
    void countsOnceWhatIsSaidOfSeveral() {
        String payload = "c".repeat(2_000);
        Subscriber one = Subscriber.of(List.of(Interest.ofTopic("a", payload)));
        Subscriber two = Subscriber.of(List.of(Interest.ofTopic("a", payload), Interest.ofTopic("b", payload)));
        Subscriber apart = Subscriber.of(List.of(Interest.ofTopic("a", payload), Interest.ofTopic("b", payload + "d")));
        assertThat(two.weight() - one.weight()).isLessThan(200);
        assertThat(apart.weight() - one.weight()).isGreaterThan(4_000);
    }

    private static Interest topic(String selector) {
        return Interest.ofTopic(selector, null);
    }
}
