package dev.eventsource.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
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

    /** Whoever is on the way writes what a page without TLS says, and the browser sends its cookies for the host all the same. */
    @Test
    void aPageWithoutTlsIsNotTheBrokersOwnWhereThatHasIt() {
        Cors cors = hub(PAGE);
        assertThat(cors.isOfTrustedPage(called("https://broker.example.org", true)))
                .isTrue();
        assertThat(cors.isOfTrustedPage(called("http://broker.example.org", true)))
                .isFalse();
        assertThat(cors.isOfTrustedPage(called("https://broker.example.org", false)))
                .isTrue();
        assertThat(cors.isOfTrustedPage(called("http://broker.example.org", false)))
                .isTrue();
        assertThat(cors.isOfTrustedPage(called("https://other.example.org", true)))
                .isFalse();
    }

    /** A proxy may end TLS, so that it does not show in the call. */
    @Test
    void aPageWithoutTlsIsNotTheHubsOwnWhereItsUrlHasIt() {
        Cors cors = new Cors(List.of(PAGE), false, true, "https://broker.example.org/.well-known/mercure");
        assertThat(cors.isOfTrustedPage(called("http://broker.example.org", false)))
                .isFalse();
        assertThat(cors.isOfTrustedPage(called("HTTP://BROKER.example.org", false)))
                .isFalse();
        assertThat(cors.isOfTrustedPage(called("https://broker.example.org", false)))
                .isTrue();
        Cors elsewhere = new Cors(List.of(PAGE), false, true, "https://hub.example.org/.well-known/mercure");
        assertThat(elsewhere.isOfTrustedPage(called("http://broker.example.org", false)))
                .isTrue();
    }

    private static HttpServletRequest called(String origin, boolean withTls) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                CorsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> switch (method.getName()) {
                    case "isSecure" -> withTls;
                    case "getHeader" -> given[0].equals("Origin") ? origin : "broker.example.org";
                    default -> null;
                });
    }

    private static Cors hub(String... origins) {
        return new Cors(List.of(origins), false, true, "");
    }
}
