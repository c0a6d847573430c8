package dev.eventsource.broker.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UserTest {
    @Test
    void neverShowsASecret() {
        assertThat(new User(
                        "key",
                        "hidden",
                        new FormerSecret("hidden", Instant.MAX),
                        null,
                        false,
                        null,
                        false,
                        null,
                        PublicChannels.NONE,
                        RetainedChannels.NONE))
                .asString()
                .doesNotContain("hidden");
    }
}
