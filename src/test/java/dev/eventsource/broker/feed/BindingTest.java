package dev.eventsource.broker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.cluster.Mark;
import org.junit.jupiter.api.Test;

class BindingTest {
    private final Binding binding = new Binding(new Doubt());

    @Test
    void holdsWhilePairsComeWhole() {
        through("here", 1);
        behind("here", 1);
        through("here", 2);
        behind("here", 2);
        assertThat(binding.loss()).isEmpty();
    }

    @Test
    void isLostWhenOnlyTheSecondOfAPairComes() {
        through("here", 1);
        behind("here", 1);
        behind("here", 2);
        assertThat(binding.loss()).isPresent();
    }

    /** Lagging, or with a publisher that RabbitMQ stops. */
    @Test
    void holdsWhileNothingComesAtAll() {
        through("here", 1);
        behind("here", 1);
        through("here", 9);
        behind("here", 9);
        assertThat(binding.loss()).isEmpty();
    }

    @Test
    void aGapEndsWithTheNextMarkThroughTheExchangeWhoeversItIs() {
        through("here", 1);
        behind("here", 2);
        assertThat(behind("there", 1)).isFalse();
        assertThat(through("there", 2)).isTrue();
        assertThat(binding.loss()).isEmpty();
        assertThat(through("here", 3)).isFalse();
    }

    @Test
    void whoIsHeardOfForTheFirstTimeProvesNothing() {
        behind("there", 7);
        assertThat(binding.loss()).isEmpty();
        behind("there", 8);
        assertThat(binding.loss()).isPresent();
    }

    /** Whoever made the exchange anew says so, for the others find it there. */
    @Test
    void isLostWhereANodeSaysThatTheExchangeWasGone() {
        through("here", 1);
        behind("here", 1);
        assertThat(binding.passes(new Mark(Mark.Way.LOST, "there", 1))).isFalse();
        assertThat(binding.loss()).isPresent();
        assertThat(through("here", 2)).isTrue();
    }

    @Test
    void aQueueOfItsOwnBeginsAnew() {
        through("here", 1);
        behind("here", 2);
        binding.beginAnew();
        behind("here", 3);
        assertThat(binding.loss()).isEmpty();
    }

    private boolean through(String node, long number) {
        return binding.passes(new Mark(Mark.Way.THROUGH, node, number));
    }

    private boolean behind(String node, long number) {
        return binding.passes(new Mark(Mark.Way.BEHIND, node, number));
    }
}
