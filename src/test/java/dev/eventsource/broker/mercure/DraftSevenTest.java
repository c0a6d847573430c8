package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.token.KeySets;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
import dev.eventsource.broker.token.NewTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DraftSevenTest {
    private static final String SECRET = "a secret of thirty-two bytes or more";
    private static final String URL = "https://hub.example.org/.well-known/mercure";
    private static final String ISSUER = "https://issuer.example.org";
    private static final Jwt OLDER = new Jwt("{\"alg\":\"HS256\"}", "{\"mercure\":{\"subscribe\":[\"*\"]}}");
    private static final Jwt ACCESS = OLDER.withHeader("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}")
            .with("iss", '"' + ISSUER + '"')
            .with("aud", '"' + URL + '"')
            .with("exp", "4102444800");

    @AfterEach
    void forget() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("MERCURE"));
    }

    private static Optional<Keyed> find(String drafts, String query) {
        Map.of(
                        "MERCURE", drafts,
                        "MERCURE_URL", URL,
                        "MERCURE_ISSUER", ISSUER,
                        "MERCURE_PUBLISHER_JWT_KEY", SECRET,
                        "MERCURE_SUBSCRIBER_JWT_KEY", SECRET)
                .forEach(System::setProperty);
        Settings settings = new Settings();
        Hub hub = new Hub(settings, new KeySets());
        return new DraftSeven(hub, new ShownToken(new Cors(settings)), NewTokens.keyed())
                .find(asking(query), hub.subscribers());
    }

    private static HttpServletRequest asking(String query) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                DraftSevenTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, given) -> method.getName().equals("getQueryString") ? query : null);
    }

    private static Optional<Keyed> show(String drafts, Jwt token) {
        return find(drafts, "authorization=" + token.signed(SECRET));
    }

    private static void assertRefused(Jwt token) {
        assertThatThrownBy(() -> show("both", token))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(401));
    }

    @Test
    void takesTokensOfItsOwnAndThoseThatAreOfBoth() {
        assertThat(show("both", OLDER)).isPresent();
        assertThat(show("both", ACCESS)).isPresent();
        assertThat(find("both", "topic=a")).isEmpty();
        assertThat(show("0", ACCESS.with("exp", ""))).isPresent();
    }

    /** Else one for another hub, or without an end, would count here because it was shown in a query or an older cookie. */
    @Test
    void anAccessTokenProvesNoMoreByIt() {
        assertRefused(ACCESS.with("aud", "\"https://other.example.org\""));
        assertRefused(ACCESS.with("iss", "\"https://other.example.org\""));
        assertRefused(ACCESS.with("exp", ""));
        assertRefused(ACCESS.with("exp", "1"));
        assertRefused(OLDER.with("exp", "1"));
    }
}
