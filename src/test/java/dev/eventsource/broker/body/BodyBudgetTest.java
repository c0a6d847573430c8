package dev.eventsource.broker.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final int KB = 1 << 10;

    private final BodyBudget budget = new BodyBudget(100 * KB);

    @Test
    void keepsHalfForSmallBodies() {
        assertThat(budget.take(50 * KB, 0)).isTrue();
        assertThat(budget.take(KB, 50 * KB)).isFalse();
        assertThat(budget.take(KB, 16 * KB)).isFalse();
        assertThat(budget.take(16 * KB, 0)).isTrue();
        assertThat(budget.take(16 * KB, 0)).isTrue();
        assertThat(budget.take(16 * KB, 0)).isTrue();
        assertThat(budget.take(16 * KB, 0)).isFalse();
    }

    @Test
    void hasRoomAgainWhenBodiesAreDone() {
        assertThat(budget.take(50 * KB, 0)).isTrue();
        assertThat(budget.take(50 * KB, 0)).isFalse();
        budget.release(50 * KB);
        assertThat(budget.take(50 * KB, 0)).isTrue();
    }
}
