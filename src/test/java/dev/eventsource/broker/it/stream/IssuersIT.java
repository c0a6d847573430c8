package dev.eventsource.broker.it.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Problems;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.token.KeyPublisher;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Issuers whose keys are elsewhere, each at a server of its own that does what it should, or does not. */
@Tag("once-per-server")
@ArquillianTest
class IssuersIT implements FaultsOfTokens {
    private static final String SETTING = "TOKEN_ISSUERS";
    private static final KeyPair FIRST = KeyPublisher.rsa();
    private static final KeyPair SECOND = KeyPublisher.rsa();
    private static final String ALL = "[{\"channel\":\"a\",\"rights\":[\"subscribe\",\"publish\",\"presence\"]}]";
    private static final int MORE_THAN_THREADS = 20;

    /** By their issuers' names; each is asked for the first time by the test that needs it. */
    private static final Map<String, KeyPublisher> SERVERS = new HashMap<>();

    @Deployment(testable = false)
    static WebArchive war() {
        Stream.of(
                        FaultsOfTokens.ISSUER,
                        "rolls over",
                        "is away",
                        "was never there",
                        "is slow",
                        "says HTML",
                        "has no end",
                        "leads elsewhere",
                        "has none",
                        "shows private keys",
                        "shows a secret",
                        "is for encryption",
                        "calls it a page")
                .forEach(name -> SERVERS.put(name, new KeyPublisher()));
        server(FaultsOfTokens.ISSUER).publish(KeyPublisher.jwk("1", FaultsOfTokens.KEYS, ""));
        System.setProperty(
                SETTING, SERVERS.keySet().stream().map(IssuersIT::json).collect(joining(",", "[", "]")));
        return Broker.war();
    }

    private static String json(String name) {
        return "{\"iss\":\"%s\",\"user\":\"alice\",\"audience\":\"broker\",\"jwks\":\"%s\"}"
                .formatted(name, server(name).url());
    }

    private static KeyPublisher server(String name) {
        return Objects.requireNonNull(SERVERS.get(name));
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void close() {
        System.clearProperty(SETTING);
        SERVERS.values().forEach(KeyPublisher::close);
    }

    /** A token that was not seen before, so that nothing but the key tells. */
    private static String token(String issuer, String kid, KeyPair keys) {
        return Jwt.of(issuer, ALL)
                .with("aud", "\"broker\"")
                .with("jti", "\"" + Site.newChannel() + "\"")
                .withHeader("{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(kid))
                .signed(keys.getPrivate(), "SHA256withRSA");
    }

    private static EventStreamClient open(String token) {
        return Site.open(Form.of("transport", "stream"), "Authorization: Bearer " + token);
    }

    private static Answer publish(String token) {
        return Door.post("/event", Form.of("channel", "a", "data", "d"), "Authorization", "Bearer " + token);
    }

    private static void assertTaken(String token) {
        try (var stream = open(token)) {
            assertThat(stream.next()).contains("event: eshq:open\n");
        }
        assertThat(publish(token).status()).isEqualTo(200);
    }

    private static void assertRefused(String token) {
        try (var stream = open(token)) {
            assertThat(stream.status()).isEqualTo(401);
        }
        Problems.assertProblem(publish(token), 401);
    }

    /** It may be good: an EventSource is told to come back, and others that nobody can tell. */
    private static void assertNotJudged(String token) {
        try (var stream = open(token)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.next()).matches("retry: \\d+\n\n");
            stream.awaitEnd();
        }
        Problems.assertProblem(publish(token), 503);
    }

    @Test
    void aKeyThatIsNewIsAskedForAndOneThatIsWithdrawnIsNoLongerBelieved() {
        KeyPublisher server = server("rolls over");
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        assertTaken(token("rolls over", "1", FIRST));
        assertThat(server.asked()).isEqualTo(1);
        server.publish(KeyPublisher.jwk("2", SECOND, ""));
        assertTaken(token("rolls over", "2", SECOND));
        assertThat(server.asked()).isEqualTo(2);
        assertRefused(token("rolls over", "1", FIRST));
        assertRefused(token("rolls over", "2", FIRST));
        assertTaken(token("rolls over", "2", SECOND));
    }

    @Test
    void anIssuerThatIsAwayIsBelievedByItsLastKeys() {
        KeyPublisher server = server("is away");
        server.publish(KeyPublisher.jwk("1", FIRST, ""));
        assertTaken(token("is away", "1", FIRST));
        server.answer(503, "away");
        assertRefused(token("is away", "2", SECOND));
        assertTaken(token("is away", "1", FIRST));
    }

    @Test
    void whileAnIssuerWasNeverThereItsTokensAreNotJudged() {
        KeyPublisher server = server("was never there");
        server.answer(503, "away");
        Instant begin = Instant.now();
        for (int i = 0; i < 5; i++) {
            assertNotJudged(token("was never there", "1", FIRST));
        }
        int tensOfSeconds = 1 + (int) (Duration.between(begin, Instant.now()).toSeconds() / 10);
        assertThat(server.asked()).isBetween(1, 2 * tensOfSeconds);
    }

    /** More calls of it wait than there are threads for any issuer's; and a byte now and then is no silence. */
    @Test
    void nobodyElseWaitsForASlowIssuer() {
        assertTaken(token(FaultsOfTokens.ISSUER, "1", FaultsOfTokens.KEYS));
        CountDownLatch asked = new CountDownLatch(1);
        server("is slow").answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            asked.countDown();
            drip(exchange.getResponseBody());
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Answer>> slow = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> publish(token("is slow", "1", FIRST)), threads))
                    .limit(MORE_THAN_THREADS)
                    .toList();
            await().until(() -> asked.getCount() == 0);
            assertTaken(token(FaultsOfTokens.ISSUER, "1", FaultsOfTokens.KEYS));
            assertTaken(Jwt.of(Broker.ALICE.key(), ALL).signed(Broker.ALICE.secret()));
            assertThat(slow).anyMatch(call -> !call.isDone());
            slow.forEach(call -> Problems.assertProblem(call.join(), 503));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void drip(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(300);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatAreNoKeysIsAsIfTheIssuerWereAway() {
        server("says HTML").answer(200, "<html><body>Sign in</body></html>");
        assertNotJudged(token("says HTML", "1", FIRST));
        server("has no end").answer(200, "{\"keys\":[" + " ".repeat(1 << 20) + KeyPublisher.jwk("1", FIRST, "") + "]}");
        assertNotJudged(token("has no end", "1", FIRST));
    }

    @Test
    void keysAreNotLookedForWhereNobodyHasSaidThatTheyAre() {
        try (KeyPublisher elsewhere = new KeyPublisher()) {
            elsewhere.publish(KeyPublisher.jwk("1", FIRST, ""));
            server("leads elsewhere").answer(exchange -> redirect(exchange, elsewhere.url()));
            assertNotJudged(token("leads elsewhere", "1", FIRST));
            assertThat(elsewhere.asked()).isZero();
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    @Test
    void keysThatAreNoneOfSignaturesProveNothing() {
        server("has none").publish();
        try (var stream = open(token("has none", "1", FIRST))) {
            assertThat(stream.status()).isEqualTo(401);
        }
        server("is for encryption").publish(KeyPublisher.jwk("1", FIRST, ",\"use\":\"enc\""));
        assertRefused(token("is for encryption", "1", FIRST));
    }

    /** Anybody could sign with them. */
    @Test
    void whatShouldBeSecretProvesNothingWhereItIsPublished() {
        BigInteger exponent = ((RSAPrivateKey) FIRST.getPrivate()).getPrivateExponent();
        String secretPart = ",\"d\":\"%s\"".formatted(Jwt.base64(exponent.toByteArray()));
        server("shows private keys")
                .publish(KeyPublisher.jwk("1", FIRST, secretPart), KeyPublisher.jwk("2", SECOND, ""));
        assertRefused(token("shows private keys", "1", FIRST));
        assertTaken(token("shows private keys", "2", SECOND));
        String secret = "k".repeat(32);
        server("shows a secret")
                .publish("{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"%s\"}".formatted(Jwt.base64(secret.getBytes(UTF_8))));
        assertRefused(Jwt.of("shows a secret", ALL)
                .with("aud", "\"broker\"")
                .withHeader("{\"alg\":\"HS256\",\"kid\":\"1\"}")
                .signed(secret));
    }

    /** Many servers give files a type by their names. */
    @Test
    void keysAreKeysWhateverTheyAreCalled() {
        server("calls it a page").answer(exchange -> {
            byte[] keys = ("{\"keys\":[" + KeyPublisher.jwk("1", FIRST, "") + "]}").getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        assertTaken(token("calls it a page", "1", FIRST));
    }
}
