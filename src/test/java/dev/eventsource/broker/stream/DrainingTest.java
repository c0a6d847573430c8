package dev.eventsource.broker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainingTest {
    /** A background thread that says nothing for longer counts as one that does nothing. */
    @ParameterizedTest
    @ValueSource(longs = {0, 10, 1_000, 12_001, 86_400, 1_000_000_000})
    void noStepOfALeaveIsLongerThanTenSeconds(long seconds) {
        Duration length = Duration.ofSeconds(seconds);
        assertThat(length.dividedBy(Draining.steps(length))).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(Draining.steps(length)).isGreaterThanOrEqualTo(100);
    }
}
