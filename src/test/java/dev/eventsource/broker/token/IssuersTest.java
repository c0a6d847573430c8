package dev.eventsource.broker.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.settings.InvalidSetting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.user.UserDatabase;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issuers that are no users of the broker, and whose keys are elsewhere. */
@Timeout(60)
class IssuersTest {
    private static final UserDatabase DATABASE = new UserDatabase();
    private static final KeyPair FIRST = KeyPublisher.rsa();
    private static final KeyPair SECOND = KeyPublisher.rsa();
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final KeyPublisher server = new KeyPublisher();
    private final Refusals refusals = new Refusals();

    @BeforeAll
    static void addUser() {
        DATABASE.add("alice", "secret");
    }

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Settings settings(String issuers) {
        System.setProperty("TOKEN_ISSUERS", issuers);
        try {
            return new Settings();
        } finally {
            System.clearProperty("TOKEN_ISSUERS");
        }
    }

    private TokenProof node(String issuers) {
        return node(issuers, OFTEN);
    }

    private TokenProof node(String issuers, Duration rarest) {
        Issuers read = new Issuers(settings(issuers), rarest);
        return new TokenProof(
                DATABASE.recentUsers(),
                read,
                ReadIssuers.of(DATABASE, read),
                token -> false,
                refusals,
                new Settings(),
                Clock.systemUTC());
    }

    private String far(String more) {
        return "[{\"iss\":\"idp\",\"user\":\"alice\",\"jwks\":\"%s\",\"audience\":\"broker\"%s}]"
                .formatted(server.url(), more);
    }

    private static Jwt token(String kid) {
        return Jwt.of("idp", "[\"news\"]")
                .with("aud", "[\"other\",\"broker\"]")
                .withHeader("{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(kid));
    }

    private static String signed(String kid, KeyPair pair) {
        return token(kid).signed(pair.getPrivate(), "SHA256withRSA");
    }

    private static Bearer require(TokenProof node, String token) {
        return node.require(token).toCompletableFuture().join();
    }

    private static Throwable failure(TokenProof node, String token) {
        try {
            require(node, token);
            throw new AssertionError("it was taken");
        } catch (CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    private void assertRefused(TokenProof node, String token, String fault) {
        long before = Objects.requireNonNull(refusals.counts().get(fault));
        assertThat(failure(node, token)).isInstanceOf(WebApplicationException.class);
        assertThat(refusals.counts()).containsEntry(fault, before + 1);
    }

    @Test
    void aPublishedKeyProvesItsIssuersTokens() {
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        TokenProof node = node(far(""));
        assertThat(require(node, signed("1", FIRST)).user().key()).isEqualTo("alice");
        assertRefused(node, signed("1", SECOND), "wrong-signature");
        assertRefused(
                node,
                token("1").with("aud", "\"other\"").signed(FIRST.getPrivate(), "SHA256withRSA"),
                "wrong-audience");
        assertRefused(node, token("1").with("aud", "").signed(FIRST.getPrivate(), "SHA256withRSA"), "wrong-audience");
        assertRefused(
                node, token("1").with("user", "\"bob\"").signed(FIRST.getPrivate(), "SHA256withRSA"), "wrong-user");
        assertRefused(
                node,
                token("1").with("iss", "\"idp2\"").signed(FIRST.getPrivate(), "SHA256withRSA"),
                "wrong-algorithm");
    }

    /** It is public, so anybody could sign with it. */
    @Test
    void aPublicKeyIsNoSecret() {
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        TokenProof node = node(far(""));
        Jwt token = token("1").withHeader("{\"alg\":\"HS256\",\"kid\":\"1\"}");
        byte[] der = FIRST.getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        assertRefused(node, token.signed(der), "wrong-algorithm");
        assertRefused(node, token.signed(pem), "wrong-algorithm");
        TokenProof near = node("[{\"iss\":\"idp\",\"user\":\"alice\",\"audience\":\"broker\",\"pem\":\"%s\"}]"
                .formatted(pem.replace("\r\n", "\\n").replace("\n", "\\n")));
        assertRefused(near, token.signed(pem), "wrong-algorithm");
        assertThat(require(near, signed("any", FIRST)).user().key()).isEqualTo("alice");
    }

    /** Nor does a secret among public keys make an HMAC one of its issuer's algorithms. */
    @Test
    void whatAServerLiesIsNotBelieved() {
        String secret = "k".repeat(32);
        server.publish("{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"%s\"}".formatted(Jwt.base64(secret.getBytes(UTF_8))));
        TokenProof node = node(far(""));
        assertRefused(
                node, token("1").withHeader("{\"alg\":\"HS256\",\"kid\":\"1\"}").signed(secret), "wrong-algorithm");
        assertRefused(node, signed("1", FIRST), "unknown-key");
        server.publish(KeyPublisher.jwk("1", FIRST, ",\"use\":\"enc\""));
        assertRefused(node(far("")), signed("1", FIRST), "unknown-key");
    }

    @Test
    void keysThatRollOverAreAskedForAgain() {
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        TokenProof node = node(far(""));
        require(node, signed("1", FIRST));
        server.publish(KeyPublisher.jwk("1", FIRST, ""), KeyPublisher.jwk("2", SECOND, ""));
        assertThat(require(node, signed("2", SECOND)).user().key()).isEqualTo("alice");
        assertThat(server.asked()).isEqualTo(2);
    }

    @Test
    void keyIdsThatTokensMakeUpDoNotAskForKeysEachTime() {
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        TokenProof node = node(far(""), Duration.ofMinutes(1));
        for (int i = 0; i < 20; i++) {
            assertRefused(node, signed("made up " + i, SECOND), "unknown-key");
        }
        assertThat(server.asked()).isBetween(1, 3);
        assertThat(require(node, signed("1", FIRST)).user().key()).isEqualTo("alice");
    }

    @Test
    void anIssuerThatIsAwayKeepsItsLastKeys() {
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        TokenProof node = node(far(""));
        require(node, signed("1", FIRST));
        server.answer(503, "away");
        assertRefused(node, signed("2", SECOND), "unknown-key");
        assertThat(require(node, token("1").with("jti", "\"another\"").signed(FIRST.getPrivate(), "SHA256withRSA"))
                        .user()
                        .key())
                .isEqualTo("alice");
    }

    /** It may be good: whoever has it is to come back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "503 away",
                "200 <html>sign in</html>",
                "302 elsewhere",
                "200 {\"keys\":7}",
                "404 nothing",
                "200 "
            })
    void withoutAnyKeysATokenIsNotRefused(String answer) {
        server.answer(Integer.parseInt(answer.substring(0, 3)), answer.substring(4));
        TokenProof node = node(far(""));
        for (int i = 0; i < 4; i++) {
            assertThat(failure(node, signed("1", FIRST))).isInstanceOf(Unavailable.class);
        }
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        assertThat(require(node, signed("1", FIRST)).user().key()).isEqualTo("alice");
    }

    @Test
    void keysWithoutAnEndAreNotRead() {
        server.answer(200, " ".repeat(70_000));
        assertThat(failure(node(far("")), signed("1", FIRST))).isInstanceOf(Unavailable.class);
    }

    /** A byte each second is no silence, and would take a day. */
    @Test
    void aSlowIssuerHoldsUpNobodyElse() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody()::write);
        });
        TokenProof node = node(far(""));
        var slow = node.require(signed("1", FIRST)).toCompletableFuture();
        assertThat(require(node, Jwt.of("alice", "[\"news\"]").signed("secret"))
                        .user()
                        .key())
                .isEqualTo("alice");
        assertThat(slow).isNotDone();
        assertThatThrownBy(slow::join).hasCauseInstanceOf(Unavailable.class);
    }

    /** However many of its tokens come. */
    @Test
    void aSlowIssuerHoldsUpNoOtherIssuer() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody()::write);
        });
        try (KeyPublisher prompt = new KeyPublisher()) {
            prompt.publish(KeyPublisher.jwk("1", FIRST, ""));
            TokenProof node = node("[{\"iss\":\"idp\",\"user\":\"alice\",\"jwks\":\"%s\",\"audience\":\"broker\"},"
                            .formatted(server.url())
                    + "{\"iss\":\"prompt\",\"user\":\"alice\",\"jwks\":\"%s\",\"audience\":\"broker\"}]"
                            .formatted(prompt.url()));
            var slow = IntStream.range(0, 50)
                    .mapToObj(i -> node.require(signed("" + i, FIRST)).toCompletableFuture())
                    .toList();
            String other = token("1").with("iss", "\"prompt\"").signed(FIRST.getPrivate(), "SHA256withRSA");
            assertThat(require(node, other).user().key()).isEqualTo("alice");
            assertThat(slow).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void keyIdsThatTokensMakeUpDoNotHoldUpTheGoodTokensOfASlowIssuer() {
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        TokenProof node = node(far(""));
        require(node, signed("1", FIRST));
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody()::write);
        });
        var madeUp = IntStream.range(0, 50)
                .mapToObj(i -> node.require(signed("made up " + i, SECOND)).toCompletableFuture())
                .toList();
        String good = token("1").with("jti", "\"another\"").signed(FIRST.getPrivate(), "SHA256withRSA");
        assertThat(require(node, good).user().key()).isEqualTo("alice");
        assertThat(madeUp).noneMatch(CompletableFuture::isDone);
    }

    /** Nor the thumbprints of keys beside a good id: nobody is asked for those. */
    @Test
    void thumbprintsThatTokensMakeUpDoNotAskTheIssuer() {
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        TokenProof node = node(far(""));
        require(node, signed("1", FIRST));
        int asked = server.asked();
        Jwt madeUp = token("1")
                .withHeader("{\"alg\":\"RS256\",\"kid\":\"1\",\"x5t#S256\":\"%s\"}".formatted("A".repeat(43)));
        assertRefused(node, madeUp.signed(SECOND.getPrivate(), "SHA256withRSA"), "wrong-signature");
        assertThat(server.asked()).isEqualTo(asked);
    }

    private interface Sink {
        void write(int b) throws IOException;
    }

    private static void drip(Sink sink) throws IOException {
        try {
            while (true) {
                sink.write(' ');
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As Keycloak says it. */
    @Test
    void claimsGoByTheNamesThatTheIssuerHasForThem() {
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        TokenProof node = node(
                far(
                        ",\"claims\":{\"channels\":\"eventsource.channels\",\"presence_id\":\"preferred_username\"},\"channels\":[\"all\"]"));
        Bearer bearer = require(
                node,
                token("1")
                        .with("channels", "7")
                        .with("eventsource", "{\"channels\":\"news\"}")
                        .with("preferred_username", "\"ann\"")
                        .signed(FIRST.getPrivate(), "SHA256withRSA"));
        assertThat(bearer.token().presenceId()).isEqualTo("ann");
        assertThat(bearer.token().grants().channels(Right.SUBSCRIBE)).containsExactly("news", "all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[7]",
                "[{}]",
                "[{\"iss\":\"a\",\"user\":\"b\"}]",
                "[{\"iss\":\"a\",\"jwks\":\"https://a.example/keys\"}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"any_user\":true,\"jwks\":\"https://a.example/keys\"}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"ftp://a.example/keys\"}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"secret\":\"01234567890123456789012345678901\"}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"algorithms\":[\"HS256\"]}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"algorithms\":[\"none\"]}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"secret\":\"01234567890123456789012345678901\",\"algorithms\":[\"RS256\"]}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"secret\":\"short\"}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"secret\":\"-----BEGIN PUBLIC KEY-----\\n0123456789\\n-----END PUBLIC KEY-----\"}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"pem\":\"no key\"}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"keys\":[]}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"leeway\":301}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"claims\":{\"exp\":\"end\"}}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"operator\":\"ops\"}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"operator\":{\"claim\":\"roles\"}}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"operator\":{\"claim\":\"roles\",\"value\":true}}]",
                "[{\"iss\":\"a\",\"user\":\"b\",\"jwks\":\"https://a.example/keys\",\"algorithm\":[\"RS256\"]}]"
            })
    void aSettingThatIsWrongIsToldAtOnceAndNotShown(String issuers) {
        assertThatThrownBy(() -> new Issuers(settings(issuers)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("TOKEN_ISSUERS")
                .message()
                .doesNotContain("0123456789");
    }
}
