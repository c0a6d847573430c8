package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ShownTokenTest {
    private final ShownToken shown = new ShownToken(new Cors(new Settings()));

    private static HttpServletRequest asking(String query) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ShownTokenTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> method.getName().equals("getQueryString") ? query : null);
    }

    /** Any answer but 200 would be the end for an EventSource. */
    @Test
    void isFoundBesideALastEventIdThatIsMalformed() {
        assertThat(shown.find(asking("lastEventID=100%&authorization=token"))).hasValue("token");
        assertThat(shown.find(asking("last_event_id=%E9"))).isEmpty();
        assertThatThrownBy(() -> shown.find(asking("topic=100%"))).isInstanceOf(WebApplicationException.class);
    }

    /** By draft 08 the one is a mistake, and the other no token. */
    @Test
    void isEmptyWhereNothingStandsBehindBearer() {
        assertThat(ShownToken.inHeader(showing("Bearer"))).hasValue("");
        assertThat(ShownToken.inHeader(showing("bearer a.b.c"))).hasValue("a.b.c");
        assertThat(ShownToken.inHeader(showing("Basic a"))).isEmpty();
    }

    private static HttpServletRequest showing(String authorization) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ShownTokenTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> method.getName().equals("getHeader") ? authorization : null);
    }
}
