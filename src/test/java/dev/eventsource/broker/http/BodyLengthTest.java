package dev.eventsource.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyLengthTest {
    /** However large {@code MAX_EVENT_BYTES} is set. */
    @Test
    void isNeverNegative() {
        assertThat(Body.longest(1 << 20)).isEqualTo((3 << 20) + (64 << 10));
        assertThat(Body.longest(Long.MAX_VALUE))
                .isGreaterThan(Body.longest(1 << 20))
                .isLessThan(Long.MAX_VALUE / 4);
    }
}
