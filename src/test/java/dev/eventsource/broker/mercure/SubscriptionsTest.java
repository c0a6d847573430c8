package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.topic.TopicSelector;
import jakarta.ws.rs.WebApplicationException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    @SuppressWarnings("NullAway") // who reads topics needs nothing else
    private final Subscriptions subscriptions = new Subscriptions(null, null, new Allowed(), null, null, null, null);

    @Test
    void takeSoManyTopicsAndCharacters() {
        assertThat(subscriptions.topics(Collections.nCopies(100, "a".repeat(80))))
                .hasSize(1);
        assertRefused(List.of());
        assertRefused(Collections.nCopies(101, "a"));
        assertRefused(Collections.nCopies(9, "a".repeat(1_000)));
    }

    private void assertRefused(List<String> topics) {
        assertThatThrownBy(() -> subscriptions.topics(topics))
                .isInstanceOfSatisfying(WebApplicationException.class, SubscriptionsTest::isBadRequest);
    }

    private static void isBadRequest(WebApplicationException refusal) {
        assertThat(refusal.getResponse().getStatus()).isEqualTo(400);
    }

    /** Whether they are asked for or allowed: each update is tried with all. */
    @Test
    void takeSoManyStepsOfTemplates() {
        assertThat(Subscriptions.filter(templates(5), templates(5)).steps()).isPositive();
        assertThatThrownBy(() -> Subscriptions.filter(templates(1), templates(200)))
                .isInstanceOfSatisfying(WebApplicationException.class, SubscriptionsTest::isBadRequest);
    }

    private static Set<TopicSelector> templates(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TopicSelector.parse("/a/{id}/" + i))
                .collect(Collectors.toSet());
    }
}
