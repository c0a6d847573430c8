package dev.eventsource.broker.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
    private long now;
    private final WrongTokens wrong = new WrongTokens(() -> now);

    @Test
    void anAddressThatGoesOnGuessingWaitsForAMinute() {
        for (int i = 0; i < WrongTokens.MOST; i++) {
            wrong.requireFew("192.0.2.1");
            wrong.note("192.0.2.1");
        }
        var refusal = catchThrowableOfType(WebApplicationException.class, () -> wrong.requireFew("192.0.2.1"));
        assertThat(refusal.getResponse().getStatus()).isEqualTo(429);
        assertThatCode(() -> wrong.requireFew("192.0.2.2")).doesNotThrowAnyException();
        now += TimeUnit.SECONDS.toNanos(61);
        assertThatCode(() -> wrong.requireFew("192.0.2.1")).doesNotThrowAnyException();
    }
}
