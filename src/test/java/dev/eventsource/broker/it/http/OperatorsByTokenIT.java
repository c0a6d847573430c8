package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Secrets;
import dev.eventsource.broker.it.support.Site;
import java.time.Instant;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom an identity provider says to be an operator is one, for as long as the token lasts. */
@Tag("once-per-server")
@ArquillianTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorsByTokenIT {
    private static final String ADMIN_TOKEN = "operators-own-token";
    private static final String SECRET = "a secret of 32 bytes or of more.";
    private static final String OPERATOR = ",\"operator\":{\"claim\":\"realm_access.roles\",\"value\":\"ops\"}";
    private static final Map<String, String> SETTINGS = Map.of(
            "ADMIN_TOKEN",
            ADMIN_TOKEN,
            "TOKEN_ISSUERS",
            "[{\"iss\":\"idp\",\"audience\":\"broker\",\"user\":\"alice\",\"secret\":\"" + SECRET + "\"" + OPERATOR
                    + "},{\"iss\":\"staff\",\"secret\":\"" + SECRET + "\"" + OPERATOR
                    + "},{\"iss\":\"plain\",\"any_user\":true,\"secret\":\"" + SECRET + "\"}]");

    @Deployment(testable = false)
    static WebArchive war() {
        WebArchive war = Broker.war();
        System.clearProperty("OPERATOR_ON_LOOPBACK");
        SETTINGS.forEach(System::setProperty);
        Secrets.add(ADMIN_TOKEN);
        Secrets.add(SECRET);
        return war;
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        SETTINGS.keySet().forEach(System::clearProperty);
        System.setProperty("OPERATOR_ON_LOOPBACK", "true");
    }

    /** Of somebody with these roles. */
    private static Jwt of(String issuer, String... roles) {
        return Jwt.of(issuer, "[\"a\"]")
                .with(
                        "realm_access",
                        "{\"roles\":[\"other\"%s]}"
                                .formatted(roles.length == 0 ? "" : ",\"" + String.join("\",\"", roles) + "\""));
    }

    private static Jwt operator() {
        return of("idp", "ops").with("aud", "\"broker\"");
    }

    private static String bearer(Jwt token) {
        return "Bearer " + token.signed(SECRET);
    }

    private static void assertNone(String bearer) {
        assertProblem(Door.get("/broker", "Authorization", bearer), 401);
        // Which of the two depends on how many were wrong within the last minute.
        assertThat(Door.call("POST", "/admin", "Authorization", bearer).status())
                .isIn(401, 429);
        assertProblem(Door.post("/users", Form.of(), "Authorization", bearer), 401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/broker,200",
        "GET,/metrics,200",
        "GET,/users,200",
        "POST,/users,201",
        "GET,/users/alice,200",
        "PATCH,/users/mallory?disabled=true,200",
        "POST,/users/mallory/secret,200",
        "DELETE,/users/nobody,404",
        "GET,/stats?user=alice,200",
        "GET,/channel/a/users?user=bob,200",
        "GET,/channel/a/users/count?user=bob,200",
        "DELETE,/channel/nobodys,204",
        "POST,/token/revoke?user=bob&jti=none,204",
        "GET,/admin/socket/unknown,404"
    })
    void whoseTokenSaysSoIsAnOperator(String method, String call, int status) {
        String bearer = bearer(operator());
        assertProblem(Door.call(method, call, "Authorization", bearer + "x"), 401);
        assertProblem(Door.call(method, call, "Authorization", bearer, "Sec-Fetch-Site", "cross-site"), 403);
        assertThat(Door.call(method, call, "Authorization", bearer).status()).isEqualTo(status);
        assertThat(Door.call(method, call, "Authorization", bearer(of("staff", "ops")))
                        .status())
                .isEqualTo(status);
        assertThat(Door.call(method, call, "Authorization", "Bearer " + ADMIN_TOKEN)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void theFormOfACallIsAnOperatorsToo() {
        Answer added = Door.post("/users", Form.of("name", "By token"), "Authorization", bearer(of("staff", "ops")));
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        Form revoked = Form.of("user", "bob", "jti", "none");
        assertThat(Door.post("/token/revoke", revoked, "Authorization", bearer(operator()))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void nobodyElseIs() {
        assertNone(bearer(of("idp").with("aud", "\"broker\"")));
        assertNone(bearer(operator().with("realm_access", "\"ops\"")));
        assertNone(bearer(operator().with("realm_access", "").with("realm_access.roles", "\"opsy\"")));
        assertNone(bearer(operator().with("aud", "\"other\"")));
        assertNone(bearer(operator().with("exp", Long.toString(Instant.now().getEpochSecond() - 5))));
        assertNone(bearer(operator().with("exp", "")));
        assertNone("Bearer " + operator().signed("another secret of 32 bytes or more"));
        assertNone(bearer(operator().withHeader("{\"alg\":\"none\"}")));
        assertThat(Door.get("/metrics", "Authorization", bearer(operator())).body())
                .contains("eventsource_refused_tokens_total{reason=\"no-operator\"}")
                .doesNotContain("eventsource_refused_tokens_total{reason=\"no-operator\"} 0");
    }

    /** Whoever has a user's secret, or an issuer's that is for pages, may write into a token what they like. */
    @Test
    void noUserMakesOperatorsAndNoIssuerOfWhomThatIsNotSaid() {
        assertNone(bearer(of("plain", "ops").with("user", "\"alice\"")));
        assertNone("Bearer " + of("alice", "ops").signed(Broker.ALICE.secret()));
    }

    @Test
    void anIssuerOfOperatorsAloneOpensNoStreams() {
        Jwt token = of("staff", "ops").with("user", "\"alice\"");
        try (var refused = Site.open(Form.of("channel", "a"), "Authorization: " + bearer(token))) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    @Test
    void anOperatorsTokenOpensTheStreamsThatItNames() {
        try (var stream = Site.open(Form.of("channel", "a"), "Authorization: " + bearer(operator()))) {
            assertThat(stream.next()).contains("event: eshq:open\n");
        }
    }

    @Test
    void aRevokedTokenIsNone() {
        Jwt token = operator().with("jti", "\"lost\"");
        assertThat(Door.get("/broker", "Authorization", bearer(token)).status()).isEqualTo(200);
        Form lost = Form.of("user", "alice", "jti", "lost");
        assertThat(Door.post("/token/revoke", lost, "Authorization", "Bearer " + ADMIN_TOKEN)
                        .status())
                .isEqualTo(204);
        assertNone(bearer(token));
    }

    @Test
    void theConsoleIsThereUntilItsTokenEnds() {
        Instant end = Instant.now().plusSeconds(6);
        String bearer = bearer(operator().with("exp", Long.toString(end.getEpochSecond())));
        Answer begun = Door.call("POST", "/admin", "Authorization", bearer);
        String cookie = begun.header("Set-Cookie").replaceFirst(";.*", "");
        String[] session = {"Cookie", cookie, "Eshq-Console", "1"};
        assertThat(Door.get("/broker", session).status()).isEqualTo(200);
        String renewed =
                Door.call("PUT", "/admin", session).header("Set-Cookie").replaceFirst(";.*", "");
        try (var inSession = watch("Cookie: " + renewed, "Eshq-Console: 1");
                var byToken = watch("Authorization: " + bearer)) {
            assertThat(inSession.next()).startsWith("event: nodes\n");
            assertThat(byToken.next()).startsWith("event: nodes\n");
            awaitEnd(inSession);
            awaitEnd(byToken);
        }
        assertThat(Instant.now()).isAfterOrEqualTo(Instant.ofEpochSecond(end.getEpochSecond()));
        assertProblem(Door.get("/broker", session), 401);
        assertProblem(Door.get("/broker", "Cookie", renewed, "Eshq-Console", "1"), 401);
        assertNone(bearer);
    }

    private static EventStreamClient watch(String... headers) {
        EventStreamClient stream = EventStreamClient.open(Broker.uri("/admin/events?"), headers);
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }

    private static void awaitEnd(EventStreamClient stream) {
        int frames = 0;
        for (String frame = stream.nextOrEnd(); !frame.isEmpty(); frame = stream.nextOrEnd()) {
            assertThat(frame).startsWith("event: nodes\n");
            assertThat(++frames).as("frames, of which one comes each second").isLessThan(60);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void anOperatorDrainsTheNode() {
        assertThat(Door.call("POST", "/drain", "Authorization", bearer(of("staff", "ops")))
                        .status())
                .isEqualTo(202);
    }
}
