package dev.eventsource.broker.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong now = new AtomicLong();

    @Test
    void letsEveryoneThroughWhereThereIsNoLimit() {
        RateLimit<String> limit = new RateLimit<>("events", "a user", 0, now::get);
        for (int i = 0; i < 1_000; i++) {
            limit.require("user");
        }
        assertThat(limit.size()).isZero();
    }

    @Test
    void limitsEachUserAlone() {
        RateLimit<String> limit = new RateLimit<>("events", "a user", 1, now::get);
        for (int i = 0; i < 10; i++) {
            limit.require("busy");
        }
        assertThatThrownBy(() -> limit.require("busy")).isInstanceOf(WebApplicationException.class);
        assertThatCode(() -> limit.require("other")).doesNotThrowAnyException();
        now.addAndGet(SECOND);
        assertThatCode(() -> limit.require("busy")).doesNotThrowAnyException();
        assertThat(limit.refused()).isEqualTo(1);
    }

    @Test
    void takesSeveralTogetherOrNone() {
        RateLimit<String> limit = new RateLimit<>("events", "a user", 1, now::get);
        limit.require("user", 7);
        assertThat(status(() -> limit.require("user", 4))).isEqualTo(429);
        assertThatCode(() -> limit.require("user", 3)).doesNotThrowAnyException();
        now.addAndGet(4 * SECOND);
        assertThatCode(() -> limit.require("user", 4)).doesNotThrowAnyException();
    }

    /** Who would wait for these to be let through would wait for ever. */
    @Test
    void refusesForGoodWhatIsMoreThanItEverLetsThrough() {
        RateLimit<String> limit = new RateLimit<>("events", "a user", 1, now::get);
        assertThat(status(() -> limit.require("user", 11))).isEqualTo(400);
        assertThatCode(() -> limit.require("user", 10)).doesNotThrowAnyException();
        assertThatCode(() -> new RateLimit<String>("events", "a user", 0, now::get).require("user", 11))
                .doesNotThrowAnyException();
    }

    private static int status(Runnable call) {
        try {
            call.run();
            return 0;
        } catch (WebApplicationException refusal) {
            return refusal.getResponse().getStatus();
        }
    }

    @Test
    void forgetsWhoHasBeenQuiet() {
        RateLimit<String> limit = new RateLimit<>("events", "a user", 1, now::get);
        for (int i = 0; i < 100_000; i++) {
            limit.require("user" + i);
            now.addAndGet(SECOND);
        }
        assertThat(limit.size()).isLessThan(100);
    }
}
