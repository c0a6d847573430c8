package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.operator.ShownToken;
import dev.eventsource.broker.settings.Settings;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operators by tokens of an issuer whose keys are elsewhere. */
@Timeout(60)
class OperatorProofTest {
    private static final KeyPair KEYS = KeyPublisher.rsa();

    private final KeyPublisher server = new KeyPublisher();
    private final Refusals refusals = new Refusals();

    @AfterEach
    void close() {
        server.close();
    }

    private OperatorProof node() {
        System.setProperty(
                "TOKEN_ISSUERS",
                "[{\"iss\":\"idp\",\"jwks\":\"%s\",\"operator\":{\"claim\":\"groups\",\"value\":\"ops\"}}]"
                        .formatted(server.url()));
        try {
            Settings settings = new Settings();
            return new OperatorProof(
                    new Issuers(settings, Duration.ofMillis(1)),
                    token -> "revoked".equals(token.id()),
                    refusals,
                    settings);
        } finally {
            System.clearProperty("TOKEN_ISSUERS");
        }
    }

    private static ShownToken shown(Jwt token) {
        return new ShownToken(
                token.withHeader("{\"alg\":\"RS256\",\"kid\":\"1\"}").signed(KEYS.getPrivate(), "SHA256withRSA"));
    }

    private static Jwt operator(Instant end) {
        return Jwt.of("idp", "[]", end).with("groups", "[\"ops\"]");
    }

    @Test
    void isOneUntilTheTokenEnds() {
        server.publish(KeyPublisher.jwk("1", KEYS, ""));
        Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 60);
        ShownToken good = shown(operator(end));
        node().judge(good);
        assertThat(good.end()).isEqualTo(end);
    }

    @Test
    void whoIsNotSaidToBeOneIsNone() {
        server.publish(KeyPublisher.jwk("1", KEYS, ""));
        OperatorProof node = node();
        Instant end = Instant.now().plusSeconds(60);
        for (Jwt token : new Jwt[] {
            operator(end).with("groups", "[\"dev\"]"),
            operator(end).with("groups", ""),
            operator(end).with("jti", "\"revoked\""),
            operator(end).with("aud", "\"broker\""),
            operator(end).with("iss", "\"other\"")
        }) {
            ShownToken bad = shown(token);
            node.judge(bad);
            assertThat(bad.end()).isBefore(Instant.now());
        }
        assertThat(refusals.counts())
                .containsEntry("no-operator", 2L)
                .containsEntry("revoked", 1L)
                .containsEntry("wrong-audience", 1L);
    }

    /** Nor is who calls refused for good, and the call waits no longer than a second. */
    @Test
    void whileNobodyCanTellNobodyIsOne() {
        server.answer(503, "away");
        ShownToken token = shown(operator(Instant.now().plusSeconds(60)));
        assertThatThrownBy(() -> node().judge(token)).isInstanceOf(Unavailable.class);
        assertThat(token.end()).isBefore(Instant.now());
    }
}
