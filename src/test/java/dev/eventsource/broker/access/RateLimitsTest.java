package dev.eventsource.broker.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.settings.Settings;
import jakarta.ws.rs.WebApplicationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bucket holds ten seconds' worth, and what comes in while a test runs is less than one. */
class RateLimitsTest {
    private static final String SETTING = "MAX_SOCKETS_PER_SECOND";

    @AfterEach
    void clear() {
        System.clearProperty(SETTING);
    }

    private static long letIn(RateLimits limits, String user, int streams) {
        return IntStream.range(0, streams)
                .filter(i -> limits.letsInAnybody(user))
                .count();
    }

    /** As where each second lets in less than one, so that time does not count. */
    @Test
    void streamsThatShowNothingHaveHalfOfTheirUsersRateAndCountAmongIt() {
        System.setProperty(SETTING, "1");
        RateLimits limits = new RateLimits(new Settings());
        assertThat(letIn(limits, "alice", 100)).isBetween(5L, 7L);
        for (int i = 0; i < 3; i++) {
            assertThatCode(() -> limits.requireSocket("alice")).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> IntStream.range(0, 10).forEach(i -> limits.requireSocket("alice")))
                .as("of ten at once, five are gone")
                .isInstanceOf(WebApplicationException.class);
        assertThat(letIn(limits, "bob", 100)).isBetween(5L, 7L);
    }

    @Test
    void streamsThatShowNothingAreLetInWhereThereIsNoLimit() {
        assertThat(letIn(new RateLimits(new Settings()), "alice", 1_000)).isEqualTo(1_000);
    }
}
