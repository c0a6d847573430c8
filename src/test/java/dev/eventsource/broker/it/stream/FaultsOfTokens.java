package dev.eventsource.broker.it.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.http.Scrape;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.ServerLog;
import dev.eventsource.broker.token.KeyPublisher;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a token may not be, as whoever makes it up shows it: each fault is one 401, the same for all, and for operators each has a name. */
public interface FaultsOfTokens {
    /** Who signs with a key that everybody may see. */
    String ISSUER = "idp";

    KeyPair KEYS = KeyPublisher.rsa();
    KeyPair OTHERS = KeyPublisher.rsa();
    String NEWS = "[\"news\"]";

    /** What those were told who were refused. */
    Set<String> TOLD = ConcurrentHashMap.newKeySet();

    static Stream<Arguments> faults() {
        // Other tests have it drawn anew.
        Broker.DISABLED.setIn(Broker.MONGO.url(), "secret", Broker.DISABLED.secret());
        Jwt own = Jwt.of(Broker.ALICE.key(), NEWS);
        String good = own.signed(Broker.ALICE.secret());
        Jwt far = far("{\"alg\":\"RS256\",\"kid\":\"1\"}");
        String farGood = far.signed(KEYS.getPrivate(), "SHA256withRSA");
        byte[] der = KEYS.getPublic().getEncoded();
        byte[] modulus = ((RSAPublicKey) KEYS.getPublic()).getModulus().toByteArray();
        Jwt confused = far("{\"alg\":\"HS256\",\"kid\":\"1\"}");
        return Stream.of(
                // The algorithm.
                fault("wrong-algorithm", own.withHeader("{\"alg\":\"none\"}").content() + "."),
                fault("wrong-algorithm", own.withHeader("{\"alg\":\"None\"}").content() + "."),
                fault("wrong-algorithm", far("{\"alg\":\"none\",\"kid\":\"1\"}").content() + "."),
                fault("wrong-algorithm", signed(own.withHeader("{\"alg\":\"none\"}"))),
                fault("wrong-algorithm", signed(own.withHeader("{\"alg\":\"HS512\"}"))),
                fault(
                        "wrong-algorithm",
                        own.withHeader("{\"alg\":\"RS256\"}").signed(KEYS.getPrivate(), "SHA256withRSA")),
                fault(
                        "wrong-algorithm",
                        far("{\"alg\":\"RS512\",\"kid\":\"1\"}").signed(KEYS.getPrivate(), "SHA512withRSA")),
                fault("wrong-algorithm", confused.signed(der)),
                fault("wrong-algorithm", confused.signed(pem(der, 64) + "\n")),
                fault("wrong-algorithm", confused.signed(pem(der, 64))),
                fault("wrong-algorithm", confused.signed(modulus)),
                fault("wrong-algorithm", confused.signed(KeyPublisher.jwk("1", KEYS, ""))),
                fault("unknown-key", far("{\"alg\":\"ES256\",\"kid\":\"1\"}").signed("any")),
                // The signature, and what it is of.
                fault("wrong-signature", own.signed("another secret")),
                fault("wrong-signature", tamperedClaims(good, own.with("channels", "[\"secrets\"]"))),
                fault("wrong-signature", tamperedHeader(good, "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}")),
                fault("wrong-signature", tamperedSignature(good)),
                fault("malformed", own.content() + "."),
                fault("malformed", good.substring(0, good.lastIndexOf('.'))),
                fault("wrong-signature", far.signed(OTHERS.getPrivate(), "SHA256withRSA")),
                fault("wrong-signature", tamperedClaims(farGood, far.with("user", "\"alice\""))),
                fault("wrong-signature", tamperedSignature(farGood)),
                fault("wrong-signature", far("{\"alg\":\"RS256\"}").signed(OTHERS.getPrivate(), "SHA256withRSA")),
                fault(
                        "wrong-signature",
                        far("{\"alg\":\"RS256\",\"kid\":\"1\",\"jku\":\"http://127.0.0.1:1/\"}")
                                .signed(OTHERS.getPrivate(), "SHA256withRSA")),
                fault(
                        "wrong-signature",
                        far("{\"alg\":\"RS256\",\"kid\":\"1\",\"jwk\":%s}".formatted(KeyPublisher.jwk("1", OTHERS, "")))
                                .signed(OTHERS.getPrivate(), "SHA256withRSA")),
                fault(
                        "unknown-key",
                        far("{\"alg\":\"RS256\",\"kid\":\"2\"}").signed(KEYS.getPrivate(), "SHA256withRSA")),
                fault(
                        "unknown-key",
                        far("{\"alg\":\"RS256\",\"kid\":\"../1\"}").signed(KEYS.getPrivate(), "SHA256withRSA")),
                // Whom it is from, and for.
                fault("unknown-issuer", signed(own.with("iss", "\"nobody\""))),
                fault("unknown-issuer", signed(own.with("iss", ""))),
                fault("unknown-issuer", signed(own.with("iss", "[\"alice\"]"))),
                fault("unknown-issuer", signed(own.withClaims(twice("iss", "\"\\ud800\"", own.with("iss", ""))))),
                fault("unknown-issuer", signed(own.withClaims(twice("iss", "\"\\u0000\"", own.with("iss", ""))))),
                fault("wrong-signature", signed(own.with("iss", "\"bob\""))),
                fault("wrong-algorithm", signed(own.with("iss", "\"idp\""))),
                fault("wrong-algorithm", far.with("iss", "\"alice\"").signed(KEYS.getPrivate(), "SHA256withRSA")),
                fault("wrong-audience", signed(own.with("aud", "\"broker\""))),
                fault("wrong-audience", far.with("aud", "").signed(KEYS.getPrivate(), "SHA256withRSA")),
                fault("wrong-audience", far.with("aud", "\"Broker\"").signed(KEYS.getPrivate(), "SHA256withRSA")),
                fault("wrong-audience", far.with("aud", "[[\"broker\"]]").signed(KEYS.getPrivate(), "SHA256withRSA")),
                fault("wrong-user", signed(own.with("user", "\"bob\""))),
                fault("wrong-user", far.with("user", "\"bob\"").signed(KEYS.getPrivate(), "SHA256withRSA")),
                fault("disabled-user", Jwt.of(Broker.DISABLED.key(), NEWS).signed(Broker.DISABLED.secret())),
                // When.
                fault("expired", signed(own.with("exp", seconds(-1)))),
                fault("expired", far.with("exp", seconds(-1)).signed(KEYS.getPrivate(), "SHA256withRSA")),
                fault("no-expiry", signed(own.with("exp", ""))),
                fault("not-yet-valid", signed(own.with("nbf", seconds(240)))),
                fault("not-yet-valid", signed(own.with("iat", seconds(240)))),
                fault("life-too-long", signed(own.with("exp", seconds(90_000)))),
                fault("bad-claim", signed(own.with("exp", "\"" + seconds(60) + "\""))),
                fault("bad-claim", signed(own.with("channels", "[{\"channel\":\"a\",\"rights\":[\"all\"]}]"))),
                // What it is made of.
                fault("nested", signed(own.withHeader("{\"alg\":\"HS256\",\"cty\":\"JWT\"}"))),
                fault("nested", "eyJhbGciOiJkaXIifQ.a.b.c.d"),
                fault("malformed", signed(own.withClaims(good))),
                fault("duplicate-name", signed(own.withClaims(twice("iss", "\"bob\"", own)))),
                fault("duplicate-name", signed(own.withClaims(twice("exp", seconds(60), own)))),
                fault("duplicate-name", signed(own.withHeader("{\"alg\":\"HS256\",\"alg\":\"HS256\"}"))),
                fault("critical", signed(own.withHeader("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}"))),
                fault("critical", signed(own.withHeader("{\"alg\":\"HS256\",\"crit\":[]}"))),
                fault("critical", signed(own.withHeader("{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}"))),
                fault("malformed", signed(own.withClaims("[]"))),
                fault("malformed", "eyJ.eyJ.eyJ"));
    }

    private static Arguments fault(String name, String token) {
        return Arguments.of(name, token);
    }

    private static String signed(Jwt token) {
        return token.signed(Broker.ALICE.secret());
    }

    private static Jwt far(String header) {
        return Jwt.of(ISSUER, NEWS).with("aud", "\"broker\"").withHeader(header);
    }

    private static String pem(byte[] der, int width) {
        String lines = Base64.getMimeEncoder(width, "\n".getBytes(UTF_8)).encodeToString(der);
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
    }

    private static String seconds(long fromNow) {
        return Long.toString(Instant.now().getEpochSecond() + fromNow);
    }

    /** In front of what it says already, as whoever reads the first of both would have it. */
    private static String twice(String name, String value, Jwt token) {
        return "{\"" + name + "\":" + value + "," + token.claims().substring(1);
    }

    private static String tamperedClaims(String token, Jwt others) {
        String[] parts = token.split("\\.", -1);
        return String.join(".", parts[0], others.content().split("\\.", -1)[1], parts[2]);
    }

    private static String tamperedHeader(String token, String header) {
        String[] parts = token.split("\\.", -1);
        return String.join(".", Jwt.base64(header.getBytes(UTF_8)), parts[1], parts[2]);
    }

    private static String tamperedSignature(String token) {
        int first = token.lastIndexOf('.') + 1;
        char other = token.charAt(first) == 'A' ? 'B' : 'A';
        return token.substring(0, first) + other + token.substring(first + 1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    default void eachFaultIsTheSame401AndItsReasonIsCountedAndLoggedAndNotTold(String fault, String token) {
        String sample = "eventsource_refused_tokens_total{reason=\"" + fault + "\"}";
        double before = Scrape.now().value(sample);
        try (ServerLog log = ServerLog.watch()) {
            Answer refused = show(token);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(401);
            assertThat(refused.contentType()).isEqualTo("application/problem+json");
            assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer ");
            TOLD.add(refused.body());
            assertThat(TOLD).hasSize(1);
            await().untilAsserted(() -> assertThat(Scrape.now().value(sample)).isEqualTo(before + 1));
            await().untilAsserted(() -> assertThat(log.text())
                    .contains("Refused a token of the issuer '")
                    .contains("': " + fault.replace('-', ' ')));
            assertThat(log.text()).doesNotContain(token);
        }
    }

    private static Answer show(String token) {
        return Door.get("/eventsource", "Authorization", "Bearer " + token);
    }

    /** More than the broker takes, and less than either server does. */
    @Test
    default void oneThatIsTooLargeIsNotLookedAt() {
        Jwt token = Jwt.of(Broker.ALICE.key(), NEWS).with("filling", "\"" + "x".repeat(6_200) + "\"");
        String sample = "eventsource_refused_tokens_total{reason=\"too-large\"}";
        double before = Scrape.now().value(sample);
        Answer refused = show(signed(token));
        assertThat(refused.status()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(Scrape.now().value(sample)).isEqualTo(before + 1));
    }
}
