package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.it.support.Jwt;
import jakarta.enterprise.event.Shutdown;
import java.security.KeyPair;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of a setting that are elsewhere. */
class KeySetsTest {
    private static final KeyPair ONE = KeyPublisher.rsa();
    private static final KeyPair OTHER = KeyPublisher.rsa();

    private final KeyPublisher publisher = new KeyPublisher();
    private final KeySets sets = new KeySets(Duration.ofMillis(1));

    @AfterEach
    void close() {
        publisher.close();
        sets.stop(new Shutdown());
    }

    private static String token(String algorithm, KeyPair pair) {
        Jwt jwt = new Jwt("{\"alg\":\"%s\",\"kid\":\"one\"}".formatted(algorithm), "{\"mercure\":{}}");
        return jwt.signed(pair.getPrivate(), algorithm.equals("RS256") ? "SHA256withRSA" : "SHA512withRSA");
    }

    private static void require(TokenKey key, String token) {
        key.requireSigned(UnprovenToken.parse(token));
    }

    private static void ask(TokenKey key, String token) {
        key.ask(token).toCompletableFuture().join();
    }

    @Test
    void proveWhatOneOfThemHasSignedOnceTheyWereAsked() {
        publisher.publish(KeyPublisher.jwk("one", ONE, ""));
        TokenKey key = sets.at(publisher.url(), "HS256");
        String token = token("RS256", ONE);
        assertThat(key.isFar()).isTrue();
        assertThatThrownBy(() -> require(key, token)).isInstanceOf(KeysUnavailable.class);
        ask(key, token);
        assertThatCode(() -> require(key, token)).doesNotThrowAnyException();
        publisher.close();
        ask(key, token("RS512", ONE));
        assertThatCode(() -> require(key, token("RS512", ONE))).doesNotThrowAnyException();
        assertThat(publisher.asked()).isEqualTo(1);
    }

    @Test
    void refuseWhatNoneOfThemHasSigned() {
        publisher.publish(KeyPublisher.jwk("one", ONE, ""));
        TokenKey key = sets.at(publisher.url(), "RS256");
        for (String token : new String[] {
            token("RS256", OTHER),
            token("RS512", ONE),
            new Jwt("{\"alg\":\"HS256\",\"kid\":\"one\"}", "{}")
                    .signed(ONE.getPublic().getEncoded()),
        }) {
            ask(key, token);
            assertThatThrownBy(() -> require(key, token)).isInstanceOf(RefusedToken.class);
        }
        ask(key, "no token");
    }

    @Test
    void saySoWhereTheyCannotBeHad() {
        publisher.answer(500, "");
        TokenKey key = sets.at(publisher.url(), "RS256");
        assertThat(key.ask(token("RS256", ONE)).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCauseInstanceOf(KeysUnavailable.class);
        assertThatThrownBy(() -> require(key, token("RS256", ONE))).isInstanceOf(KeysUnavailable.class);
    }
}
