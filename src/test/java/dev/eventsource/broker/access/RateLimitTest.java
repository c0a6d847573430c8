package dev.eventsource.broker.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void letsEveryoneThroughWhereThereIsNoLimit() {
        RateLimit limit = new RateLimit("events", 0);
        for (int i = 0; i < 1_000; i++) {
            limit.require("user", 0);
        }
        assertThat(limit.size()).isZero();
    }

    @Test
    void limitsEachUserAlone() {
        RateLimit limit = new RateLimit("events", 1);
        for (int i = 0; i < 10; i++) {
            limit.require("busy", 0);
        }
        assertThatThrownBy(() -> limit.require("busy", 0)).isInstanceOf(WebApplicationException.class);
        assertThatCode(() -> limit.require("other", 0)).doesNotThrowAnyException();
        assertThatCode(() -> limit.require("busy", SECOND)).doesNotThrowAnyException();
        assertThat(limit.refused()).isEqualTo(1);
    }

    @Test
    void forgetsWhoHasBeenQuiet() {
        RateLimit limit = new RateLimit("events", 1);
        for (int i = 0; i < 100_000; i++) {
            limit.require("user" + i, i * SECOND);
        }
        assertThat(limit.size()).isLessThan(2_000);
    }
}
