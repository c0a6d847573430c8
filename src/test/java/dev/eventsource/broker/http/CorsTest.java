package dev.eventsource.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorsTest {
    private static final String PAGE = "https://pages.example.org";

    @Test
    void cookiesAreForListedOriginsAlone() {
        assertThat(hub(PAGE).headersOfHub(PAGE))
                .containsEntry("Access-Control-Allow-Origin", PAGE)
                .containsEntry("Access-Control-Allow-Credentials", "true");
        assertThat(hub("*").headersOfHub(PAGE))
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(hub(PAGE).headersOfHub("https://evil.example.org"))
                .doesNotContainKeys("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials");
    }

    /** Any page can have this origin, in a frame of its own. */
    @Test
    void cookiesAreForNoPageWithoutAnOrigin() {
        assertThat(hub("null", PAGE).trusts("null")).isFalse();
        assertThat(hub("null", PAGE).headersOfHub("null"))
                .containsEntry("Access-Control-Allow-Origin", "null")
                .doesNotContainKey("Access-Control-Allow-Credentials");
    }

    private static Cors hub(String... origins) {
        return new Cors(List.of(origins), false, true);
    }
}
