package dev.eventsource.broker.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
    private long now;
    private final WrongTokens wrong = new WrongTokens(() -> now);

    @Test
    void anAddressThatGoesOnGuessingIsToldToWaitForAMinute() {
        for (int i = 0; i < WrongTokens.MOST; i++) {
            assertThat(status("192.0.2.1")).isEqualTo(401);
        }
        assertThat(status("192.0.2.1")).isEqualTo(429);
        assertThat(status("192.0.2.2")).isEqualTo(401);
        now += TimeUnit.SECONDS.toNanos(61);
        assertThat(status("192.0.2.1")).isEqualTo(401);
    }

    private int status(String address) {
        return wrong.refusal(address).getResponse().getStatus();
    }
}
