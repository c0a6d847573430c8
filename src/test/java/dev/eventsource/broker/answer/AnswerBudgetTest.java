package dev.eventsource.broker.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerBudgetTest {
    private final AnswerBudget budget = new AnswerBudget(100);

    @Test
    void boundsWhatWaitsAndTakesMoreOnceThatIsRead() {
        assertThat(budget.take(60)).isTrue();
        assertThat(budget.take(41)).isFalse();
        assertThat(budget.take(40)).isTrue();
        budget.release(60);
        assertThat(budget.take(60)).isTrue();
    }

    @Test
    void hasRoomForOneAnswerHoweverLarge() {
        assertThat(budget.take(1_000)).isTrue();
        assertThat(budget.take(1)).isFalse();
        budget.release(1_000);
        assertThat(budget.take(1_000)).isTrue();
    }
}
