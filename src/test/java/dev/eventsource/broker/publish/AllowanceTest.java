package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Allowance allowance = new Allowance(3, 100);

    @Test
    void boundsTheMessages() {
        assertThat(allowance.take(1)).isTrue();
        assertThat(allowance.take(1)).isTrue();
        assertThat(allowance.take(1)).isTrue();
        assertThat(allowance.take(1)).isFalse();
        allowance.giveBack(1);
        assertThat(allowance.messages()).isEqualTo(2);
        assertThat(allowance.take(1)).isTrue();
    }

    @Test
    void boundsTheirBytes() {
        assertThat(allowance.take(60)).isTrue();
        assertThat(allowance.take(41)).isFalse();
        assertThat(allowance.take(40)).isTrue();
        allowance.giveBack(60);
        assertThat(allowance.take(60)).isTrue();
    }

    @Test
    void letsOneThatIsTooLargeGoAlone() {
        assertThat(allowance.take(1_000)).isTrue();
        assertThat(allowance.take(1)).isFalse();
    }
}
