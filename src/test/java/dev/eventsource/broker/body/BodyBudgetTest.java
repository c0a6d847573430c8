package dev.eventsource.broker.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final int KB = 1 << 10;

    private final BodyBudget budget = new BodyBudget(100 * KB, 20 * KB);

    @Test
    void keepsRoomForSmallBodies() {
        assertThat(budget.take(25 * KB, 0, false)).isTrue();
        assertThat(budget.take(KB, 25 * KB, false)).isFalse();
        assertThat(budget.take(KB, 16 * KB, false)).isFalse();
        assertThat(budget.take(16 * KB, 0, false)).isTrue();
        assertThat(budget.take(16 * KB, 0, false)).isFalse();
    }

    @Test
    void keepsRoomForThoseWhoProveThatTheyAreSomebody() {
        assertThat(budget.take(16 * KB, 0, false)).isTrue();
        assertThat(budget.take(16 * KB, 0, false)).isTrue();
        assertThat(budget.take(16 * KB, 0, false)).isTrue();
        assertThat(budget.take(16 * KB, 0, false)).isFalse();
        assertThat(budget.take(25 * KB, 0, true)).isTrue();
        assertThat(budget.take(25 * KB, 0, true)).isFalse();
        assertThat(budget.take(16 * KB, 0, true)).isTrue();
        assertThat(budget.take(16 * KB, 0, true)).isFalse();
    }

    @Test
    void hasRoomForTheLargestBodyOfWhomever() {
        BodyBudget narrow = new BodyBudget(100 * KB, 50 * KB);
        assertThat(narrow.take(50 * KB, 0, false)).isTrue();
    }

    @Test
    void hasRoomAgainWhenBodiesAreDone() {
        assertThat(budget.take(25 * KB, 0, false)).isTrue();
        assertThat(budget.take(25 * KB, 0, false)).isFalse();
        budget.release(25 * KB);
        assertThat(budget.take(25 * KB, 0, false)).isTrue();
    }
}
