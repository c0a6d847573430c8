package dev.eventsource.broker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @RepeatedTest(50)
    void doublesUpToFiveSecondsWithJitterAndBeginsAnewAfterASuccess() {
        for (long step : List.of(250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L)) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(step / 2), Duration.ofMillis(step));
        }
        backoff.reset();
        assertThat(backoff.next()).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
    }
}
