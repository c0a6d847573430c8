package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.RawHttp;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told of every answer, and what keeps a token from being used twice. */
public interface SafeAnswers {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/status", "/broker", "/metrics", "/nothing", "/event", "/eventsource", "/users"})
    default void everyAnswerSaysWhatBrowsersMayDoWithIt(String path) {
        Answer answer = Door.get(path);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status", "/nothing", "/%"})
    default void noHeadSaysWhatServerItIsFrom(String path) {
        String answer = RawHttp.send("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));
        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n")))
                .startsWith("HTTP/1.1 ")
                .doesNotContainIgnoringCase("powered", "server:");
    }

    @Test
    default void aTokenWithANonceIsGoodForOneCall() {
        Credentials once =
                Credentials.once("alice", "alice-secret", UUID.randomUUID().toString());
        Form call = Form.of("channel", "a");
        assertThat(Door.post("/socket", once, call).status()).isEqualTo(200);
        assertProblem(Door.post("/socket", once, call), 401);
        Credentials another =
                Credentials.once("alice", "alice-secret", UUID.randomUUID().toString());
        assertThat(Door.post("/socket", another, call).status()).isEqualTo(200);
    }

    @Test
    default void usersMayHaveTheSameNonce() {
        String nonce = UUID.randomUUID().toString();
        Form call = Form.of("channel", "a");
        assertThat(Door.post("/socket", Credentials.once("alice", "alice-secret", nonce), call)
                        .status())
                .isEqualTo(200);
        assertThat(Door.post("/socket", Credentials.once("bob", "bob-secret", nonce), call)
                        .status())
                .isEqualTo(200);
    }

    @Test
    default void aNonceIsSignedWithTheRest() {
        Form call = Form.of("channel", "a", "nonce", UUID.randomUUID().toString());
        assertProblem(Door.post("/socket", Credentials.hmac("alice", "alice-secret"), call), 401);
        assertProblem(Door.post("/socket", Credentials.sha1("alice", "alice-secret"), call), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "0123456789012345678901234567890123456789012345678901234567890123456789"})
    default void saysWhatANonceMayBe(String nonce) {
        Credentials once = Credentials.once("alice", "alice-secret", nonce);
        assertProblem(Door.post("/socket", once, Form.of("channel", "a")), 400);
    }
}
