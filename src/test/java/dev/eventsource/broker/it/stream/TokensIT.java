package dev.eventsource.broker.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Site;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Access by token, in all ways in which one is taken. */
@Tag("once-per-server")
@ArquillianTest
class TokensIT implements StreamsByToken, TokensOfBrowsers, PublicStreams, IssuersOfUsers {
    private static final String SECRET = "a secret of 32 bytes or of more.";
    private static final Map<String, String> SETTINGS = Map.of(
            "TOKEN_COOKIE",
            COOKIE,
            "TOKEN_IN_QUERY",
            "true",
            "ALLOWED_ORIGINS",
            ORIGIN,
            "TOKEN_ISSUERS",
            "[{\"iss\":\"idp\",\"user\":\"alice\",\"audience\":\"broker\",\"secret\":\"" + SECRET
                    + "\"},{\"iss\":\"away\",\"user\":\"alice\",\"jwks\":\"http://127.0.0.1:1/keys\"}]");
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        SETTINGS.forEach(System::setProperty);
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void disconnect() {
        SETTINGS.keySet().forEach(System::clearProperty);
        EXCHANGE.close();
    }

    @Test
    void anotherIssuersTokenIsTakenAsTheSettingSays() {
        Jwt token = Jwt.of("idp", "[\"a\"]");
        Form query = Form.of("channel", "a");
        String good = "Authorization: Bearer " + token.with("aud", "\"broker\"").signed(SECRET);
        try (var stream = Site.open(query, good)) {
            assertThat(stream.next()).contains("event: eshq:open\n");
        }
        try (var refused = Site.open(query, "Authorization: Bearer " + token.signed(SECRET))) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    /** It may be good: whoever has it is to come back. */
    @Test
    void whoseIssuerIsAwayComesBackLaterAndIsCountedApart() {
        String token =
                Jwt.of("away", "[\"a\"]").withHeader("{\"alg\":\"RS256\"}").signed(SECRET);
        try (var turnedAway = Site.open(Form.of("channel", "a"), "Authorization: Bearer " + token)) {
            assertThat(turnedAway.status()).isEqualTo(200);
            assertThat(turnedAway.nextOrEnd()).startsWith("retry: ").doesNotContain("event:");
            turnedAway.awaitEnd();
        }
        Form publish = Form.of("channel", "a", "data", "d");
        assertThat(Door.post("/event", publish, "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(503);
        assertThat(Door.get("/metrics").body())
                .containsPattern("eventsource_streams_turned_away_total\\{reason=\"issuer\"} [1-9]");
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }
}
