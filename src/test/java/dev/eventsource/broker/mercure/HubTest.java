package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.token.KeySets;
import jakarta.ws.rs.NotFoundException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubTest {
    private static final String SECRET = "a secret of thirty-two bytes or more";

    @AfterEach
    void forget() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("MERCURE"));
    }

    @Test
    void isNotThereUnlessItIsSwitchedOn() {
        Hub hub = hub(Map.of("MERCURE_PUBLISHER_JWT_KEY", "none", "MERCURE_ANONYMOUS", "true"));
        assertThat(hub.isOpen()).isFalse();
        assertThatThrownBy(hub::publishers).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(hub::subscribers).isInstanceOf(NotFoundException.class);
    }

    /** The deployment stops there, and the secret is in no log. */
    @Test
    void needsBothKeys() {
        assertThatThrownBy(() -> hub(Map.of("MERCURE", "0", "MERCURE_PUBLISHER_JWT_KEY", SECRET)))
                .hasMessageContainingAll("MERCURE_SUBSCRIBER_JWT_KEY", "allowed is");
        assertThatThrownBy(() -> hub(Map.of(
                        "MERCURE", "0", "MERCURE_PUBLISHER_JWT_KEY", "short", "MERCURE_SUBSCRIBER_JWT_KEY", SECRET)))
                .hasMessageContainingAll("MERCURE_PUBLISHER_JWT_KEY", "32 bytes")
                .hasMessageNotContaining("short");
        assertThat(hub(Map.of(
                                "MERCURE",
                                "0",
                                "MERCURE_PUBLISHER_JWT_KEY",
                                SECRET,
                                "MERCURE_SUBSCRIBER_JWT_KEY",
                                SECRET))
                        .isOpen())
                .isTrue();
    }

    private static Hub hub(Map<String, String> settings) {
        settings.forEach(System::setProperty);
        return new Hub(new Settings(), new KeySets());
    }
}
