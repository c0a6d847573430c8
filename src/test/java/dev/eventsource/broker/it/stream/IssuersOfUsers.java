package dev.eventsource.broker.it.stream;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Secrets;
import dev.eventsource.broker.it.support.ServerLog;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Issuers that a user's document names. */
public interface IssuersOfUsers {
    String OWN_SECRET = "a user's issuer's secret of 32 bytes or more";

    private static Document issuer(String name) {
        Secrets.add(OWN_SECRET);
        return new Document("iss", name).append("secret", OWN_SECRET);
    }

    private static void name(Site site, Object... issuers) {
        site.user().setIn(Broker.MONGO.url(), "issuers", List.of(issuers));
    }

    private static int status(Jwt token) {
        try (var stream = Site.open(Form.of("channel", "a"), "Authorization: Bearer " + token.signed(OWN_SECRET))) {
            return stream.status();
        }
    }

    /** Every node reads them each fifteen seconds. */
    private static void awaitStatus(Jwt token, int status) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(status(token)).isEqualTo(status));
    }

    /** Both are of one test, for both wait until issuers are read again. */
    @Test
    default void aUsersIssuerOpensStreamsOfThatUserAloneAndTakesNobodysPlace() {
        Site site = Site.ofNewUser();
        String name = Site.newChannel();
        String known = Site.newChannel();
        name(Site.ofNewUser(), issuer(Broker.ALICE.key()), issuer("idp"), issuer(known));
        Jwt token = Jwt.of(name, "[{\"channel\":\"a\",\"rights\":[\"subscribe\",\"publish\"]}]");
        assertThat(status(token)).isEqualTo(401);
        try (ServerLog log = ServerLog.watch()) {
            name(site, issuer(name), issuer(Site.newChannel()).append("any_user", true));
            awaitStatus(token, 200);
            await().untilAsserted(() -> assertThat(log.text())
                    .contains("The issuer number 2 of the user '" + site.user().key() + "' is not trusted"));
        }
        assertThat(status(token.with("user", "\"" + site.user().key() + "\""))).isEqualTo(200);
        assertThat(status(token.with("user", "\"" + Broker.ALICE.key() + "\""))).isEqualTo(401);
        try (var stream = site.subscribe("a")) {
            Form event = Form.of("channel", "a", "data", "d");
            assertThat(Door.post("/event", event, "Authorization", "Bearer " + token.signed(OWN_SECRET))
                            .status())
                    .isEqualTo(200);
            assertThat(stream.next()).endsWith("\ndata: d\n\n");
        }
        assertProblem(Door.get("/broker", "Authorization", "Bearer " + token.signed(OWN_SECRET)), 401);
        assertTakesNobodysPlaceBeside(known);
        name(site, issuer(Site.newChannel()));
        awaitStatus(token, 401);
    }

    /** By a name that is somebody else's; its own is read by now. */
    private static void assertTakesNobodysPlaceBeside(String known) {
        assertThat(status(Jwt.of(known, "[\"a\"]"))).isEqualTo(200);
        assertThat(status(Jwt.of(Broker.ALICE.key(), "[\"a\"]"))).isEqualTo(401);
        assertThat(status(Jwt.of("idp", "[\"a\"]").with("aud", "\"broker\""))).isEqualTo(401);
        String own = Jwt.of(Broker.ALICE.key(), "[\"a\"]").signed(Broker.ALICE.secret());
        try (var stream = Site.open(Form.of("channel", "a"), "Authorization: Bearer " + own)) {
            assertThat(stream.status()).isEqualTo(200);
        }
    }
}
