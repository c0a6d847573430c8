package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.user.UserDatabase;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's token may not be: each fault answers alike, and is counted under a name of its own. */
class TokenFaultsTest {
    private static final UserDatabase DATABASE = new UserDatabase();
    private static final Issuers ISSUERS = new Issuers(new Settings());
    private static final String NEWS = "[\"news\"]";
    private static final Jwt GOOD = Jwt.of("alice", NEWS);

    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "0.5",
            "\"\"",
            "\"::\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            quoted("x".repeat(1_000)),
            "[]",
            "[null]",
            "[[\"a\"]]",
            "[{\"channel\":null}]",
            "{}",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
            "{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}",
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}",
            "{\"kty\":\"EC\",\"crv\":7}",
            "{\"kty\":null}");

    private final Refusals refusals = new Refusals();
    private final TokenProof tokens = new TokenProof(
            DATABASE.recentUsers(),
            ISSUERS,
            ReadIssuers.of(DATABASE, ISSUERS),
            any -> false,
            refusals,
            new Settings(),
            Clock.systemUTC());

    @BeforeAll
    static void addUsers() {
        DATABASE.add("alice", "secret");
        DATABASE.add("mallory", "secret");
        DATABASE.set("mallory", "disabled", true);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    static Stream<Arguments> faults() {
        String good = GOOD.signed("secret");
        return Stream.of(
                fault(
                        "too-large",
                        GOOD.with("filling", quoted("x".repeat(8_192))).signed("secret")),
                fault("malformed", ""),
                fault("malformed", "eyJ"),
                fault("malformed", good + "."),
                fault("malformed", good.replace('.', ' ')),
                fault("malformed", "eyJ!." + good.substring(good.indexOf('.') + 1)),
                fault("malformed", GOOD.content() + "."),
                fault("malformed", GOOD.withHeader("{\"alg\":5}").signed("secret")),
                fault("malformed", GOOD.withHeader("{}").signed("secret")),
                fault("malformed", GOOD.withClaims("[]").signed("secret")),
                fault("malformed", GOOD.withClaims("{\"a\":1} x").signed("secret")),
                fault("malformed", GOOD.withClaims("no JSON").signed("secret")),
                fault("malformed", GOOD.withClaims("{\"iss\":\"alice\"").signed("secret")),
                fault("malformed", GOOD.withClaims("{\"iss\":\"alice\",}").signed("secret")),
                fault("malformed", GOOD.withClaims("{\"iss\":\"alice\"}{}").signed("secret")),
                fault("malformed", GOOD.withHeader("{\"alg\":\"HS256\"").signed("secret")),
                fault(
                        "malformed",
                        GOOD.withClaims("{\"a\":".repeat(40) + "1" + "}".repeat(40))
                                .signed("secret")),
                fault(
                        "malformed",
                        GOOD.withClaims("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}")
                                .signed("secret")),
                fault(
                        "malformed",
                        GOOD.withClaims("{\"exp\":1" + "0".repeat(1_200) + "}").signed("secret")),
                fault("malformed", GOOD.withClaims("{\"exp\":1e99999999999999}").signed("secret")),
                fault(
                        "malformed",
                        GOOD.withHeader("{\"alg\":1" + "0".repeat(1_200) + "}").signed("secret")),
                fault("nested", "eyJ.a.b.c.d"),
                fault(
                        "nested",
                        GOOD.withHeader("{\"alg\":\"HS256\",\"cty\":\"JWT\"}").signed("secret")),
                fault(
                        "duplicate-name",
                        GOOD.withClaims("{\"iss\":\"bob\",\"iss\":\"alice\"}").signed("secret")),
                fault(
                        "duplicate-name",
                        GOOD.withClaims("{\"iss\":\"alice\",\"x\":{\"y\":1,\"y\":2}}")
                                .signed("secret")),
                fault(
                        "duplicate-name",
                        GOOD.withClaims("{\"iss\":\"alice\",\"x\":[{\"y\":1},{\"y\":1,\"y\":2}]}")
                                .signed("secret")),
                fault(
                        "duplicate-name",
                        GOOD.withHeader("{\"alg\":\"none\",\"alg\":\"HS256\"}").signed("secret")),
                fault(
                        "critical",
                        GOOD.withHeader("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}")
                                .signed("secret")),
                fault(
                        "critical",
                        GOOD.withHeader("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}")
                                .signed("secret")),
                fault(
                        "critical",
                        GOOD.withHeader("{\"alg\":\"HS256\",\"b64\":false}").signed("secret")),
                fault("wrong-algorithm", GOOD.withHeader("{\"alg\":\"none\"}").content() + "."),
                fault("wrong-algorithm", GOOD.withHeader("{\"alg\":\"nOnE\"}").signed("secret")),
                fault("wrong-algorithm", GOOD.withHeader("{\"alg\":\"HS512\"}").signed("secret")),
                fault("wrong-algorithm", GOOD.withHeader("{\"alg\":\"RS256\"}").signed("secret")),
                fault("unknown-issuer", GOOD.with("iss", "").signed("secret")),
                fault("unknown-issuer", GOOD.with("iss", "7").signed("secret")),
                fault("unknown-issuer", GOOD.with("iss", "\"nobody\"").signed("secret")),
                fault("wrong-signature", GOOD.signed("another")),
                fault("wrong-signature", GOOD.signed("secret2")),
                fault("wrong-signature", tampered(good)),
                fault(
                        "wrong-signature",
                        GOOD.withHeader("{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1:1/\"}")
                                .signed("another")),
                fault(
                        "malformed",
                        GOOD.withHeader("{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"YW5vdGhlcg\"}}")
                                .signed("another")),
                fault("not-yet-valid", GOOD.with("iat", seconds(240)).signed("secret")),
                fault("wrong-audience", GOOD.with("aud", "\"eventsource\"").signed("secret")),
                fault("wrong-audience", GOOD.with("aud", "[\"eventsource\"]").signed("secret")),
                fault("no-expiry", GOOD.with("exp", "").signed("secret")),
                fault("expired", GOOD.with("exp", seconds(-1)).signed("secret")),
                fault("expired", GOOD.with("exp", "0").signed("secret")),
                fault("not-yet-valid", GOOD.with("nbf", seconds(240)).signed("secret")),
                fault("life-too-long", GOOD.with("exp", seconds(86_500)).signed("secret")),
                fault("life-too-long", GOOD.with("iat", seconds(-86_400)).signed("secret")),
                fault("bad-claim", GOOD.with("exp", "\"tomorrow\"").signed("secret")),
                fault("bad-claim", GOOD.with("exp", "1e999999").signed("secret")),
                fault("bad-claim", GOOD.with("exp", "-1").signed("secret")),
                fault("bad-claim", GOOD.with("presence_id", "7").signed("secret")),
                fault(
                        "bad-claim",
                        GOOD.with("presence_id", quoted("p".repeat(256))).signed("secret")),
                fault("bad-claim", GOOD.with("channels", "{}").signed("secret")),
                fault("bad-claim", GOOD.with("channels", "[7]").signed("secret")),
                fault("bad-claim", GOOD.with("channels", "[\"\"]").signed("secret")),
                fault(
                        "bad-claim",
                        GOOD.with("channels", "[{\"channel\":\"a\",\"pattern\":\"b\"}]")
                                .signed("secret")),
                fault(
                        "bad-claim",
                        GOOD.with("channels", "[{\"pattern\":\"a*\"}]").signed("secret")),
                fault(
                        "bad-claim",
                        GOOD.with("channels", "[{\"channel\":\"a\",\"rights\":[\"all\"]}]")
                                .signed("secret")),
                fault("wrong-user", GOOD.with("user", "\"bob\"").signed("secret")),
                fault("disabled-user", Jwt.of("mallory", NEWS).signed("secret")));
    }

    private static Arguments fault(String name, String token) {
        return Arguments.of(name, token);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String seconds(long fromNow) {
        return Long.toString(Instant.now().getEpochSecond() + fromNow);
    }

    /** Its claims are another's, its signature is not. */
    private static String tampered(String token) {
        return Jwt.of("alice", "[\"secrets\"]").content() + token.substring(token.lastIndexOf('.'));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void proveNothingAndAreCountedByName(String fault, String token) {
        WebApplicationException refused = refusal(token);
        assertThat(refused.getResponse().getStatus()).isEqualTo(401);
        assertThat(refused.getResponse().getHeaderString("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(refused.getResponse().getEntity())
                .isEqualTo(refusal("nonsense").getResponse().getEntity());
        assertThat(refusals.counts()).extractingByKey(fault).isNotEqualTo(0L);
    }

    /** Some of what was found well-formed once is not looked at again. */
    @ParameterizedTest
    @MethodSource("faults")
    void areRefusedForTheSameWhenTheyAreShownAgain(String fault, String token) {
        refusal(token);
        refusal(token);
        assertThat(refusals.counts()).containsEntry(fault, 2L);
    }

    private WebApplicationException refusal(String token) {
        try {
            tokens.require(token).toCompletableFuture().join();
            throw new AssertionError("it was taken");
        } catch (CompletionException e) {
            return (WebApplicationException) Objects.requireNonNull(e.getCause());
        }
    }

    @Test
    void aGoodOneSaysWhoMayWhat() {
        Bearer bearer = require(GOOD.with("presence_id", "\"ann\"")
                .with("jti", "\"1\"")
                .with(
                        "channels",
                        "[\"news\",{\"channel\":\"a.*\",\"rights\":[\"publish\"]},{\"pattern\":\"chat.*\",\"rights\":[\"subscribe\",\"presence\"]}]")
                .signed("secret"));
        Grants grants = bearer.token().grants();
        assertThat(bearer.user().key()).isEqualTo("alice");
        assertThat(bearer.token().presenceId()).isEqualTo("ann");
        assertThat(bearer.token().id()).isEqualTo("1");
        assertThat(grants.allow(Right.SUBSCRIBE, "news")).isTrue();
        assertThat(grants.allow(Right.PUBLISH, "news")).isFalse();
        assertThat(grants.allow(Right.PUBLISH, "a.*")).isTrue();
        assertThat(grants.allow(Right.PUBLISH, "a.b")).isFalse();
        assertThat(grants.allow(Right.SUBSCRIBE, "a.*")).isFalse();
        assertThat(grants.allow(Right.PRESENCE, "chat.7")).isTrue();
        assertThat(grants.allow(Right.PRESENCE, "chat.7.8")).isFalse();
        assertThat(grants.channels(Right.SUBSCRIBE)).containsExactly("news");
        assertThat(bearer).asString().doesNotContain("secret");
    }

    @Test
    void aFormerSecretIsTakenWhileItIsValid() {
        DATABASE.add("carol", "present");
        DATABASE.set("carol", "former_secret", "former");
        DATABASE.set("carol", "former_secret_until", Date.from(Instant.now().plusSeconds(60)));
        String token = Jwt.of("carol", NEWS).signed("former");
        assertThat(require(token).user().key()).isEqualTo("carol");
        DATABASE.set("carol", "former_secret_until", Date.from(Instant.now().minusSeconds(60)));
        TokenProof later = new TokenProof(
                DATABASE.recentUsers(),
                ISSUERS,
                ReadIssuers.of(DATABASE, ISSUERS),
                any -> false,
                refusals,
                new Settings(),
                Clock.systemUTC());
        assertThatThrownBy(() -> later.require(token).toCompletableFuture().join())
                .hasCauseInstanceOf(WebApplicationException.class);
    }

    @Test
    void noneLastsLongerThanTheSettingSays() {
        System.setProperty("TOKEN_MAX_SECONDS", "60");
        TokenProof node;
        try {
            node = new TokenProof(
                    DATABASE.recentUsers(),
                    ISSUERS,
                    ReadIssuers.of(DATABASE, ISSUERS),
                    any -> false,
                    refusals,
                    new Settings(),
                    Clock.systemUTC());
        } finally {
            System.clearProperty("TOKEN_MAX_SECONDS");
        }
        node.require(GOOD.with("exp", seconds(50)).signed("secret"))
                .toCompletableFuture()
                .join();
        assertThatThrownBy(() -> node.require(GOOD.signed("secret"))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(WebApplicationException.class);
        assertThat(refusals.counts()).containsEntry("life-too-long", 1L);
    }

    @Test
    void oneThatWasFoundGoodEndsAllTheSame() {
        AtomicLong ahead = new AtomicLong();
        InstantSource time = () -> Instant.now().plusSeconds(ahead.get());
        TokenProof node = new TokenProof(
                DATABASE.recentUsers(),
                ISSUERS,
                ReadIssuers.of(DATABASE, ISSUERS),
                any -> false,
                refusals,
                new Settings(),
                time.withZone(ZoneOffset.UTC));
        String token = GOOD.signed("secret");
        node.require(token).toCompletableFuture().join();
        ahead.set(Duration.ofMinutes(6).toSeconds());
        assertThatThrownBy(() -> node.require(token).toCompletableFuture().join())
                .hasCauseInstanceOf(WebApplicationException.class);
        assertThat(refusals.counts()).containsEntry("expired", 1L);
    }

    /** It is refused by two: by what reads headers, and by the issuer, who has none such among its algorithms. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE"})
    void anUnsignedOneIsRefusedByItsHeaderAndByItsIssuer(String none) {
        String token = GOOD.withHeader("{\"alg\":\"" + none + "\"}").signed("secret");
        assertThatThrownBy(() -> UnprovenToken.parse(token))
                .isInstanceOfSatisfying(
                        RefusedToken.class,
                        refused -> assertThat(refused.fault()).isEqualTo(TokenFault.WRONG_ALGORITHM));
        Issuer alice = Issuer.ofUser("alice");
        assertThatThrownBy(() -> alice.requireAlgorithm(new JWSAlgorithm(none)))
                .isInstanceOfSatisfying(
                        RefusedToken.class,
                        refused -> assertThat(refused.fault()).isEqualTo(TokenFault.WRONG_ALGORITHM));
    }

    /** Nor does the log get a failure, which whoever sends tokens could fill it with. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alg",
                "kid",
                "typ",
                "cty",
                "jku",
                "jwk",
                "x5u",
                "x5c",
                "x5t",
                "x5t#S256",
                "crit",
                "b64",
                "enc",
                "zip",
                "epk",
                "p2c",
                "iss",
                "aud",
                "exp",
                "nbf",
                "iat",
                "jti",
                "user",
                "channels",
                "presence_id",
                "sub"
            })
    void whateverStandsInOneItIsTakenOrRefused(String name) {
        for (String value : ODD_VALUES) {
            String header = name.equals("alg")
                    ? "{\"alg\":" + value + "}"
                    : "{\"alg\":\"HS256\",\"" + name + "\":" + value + "}";
            assertTakenOrRefused(GOOD.withHeader(header).signed("secret"));
            String claims = GOOD.claims();
            String others = claims.replaceFirst("\"" + name + "\":(\\[.*?]|[^,}]*)", "\"x\":1");
            assertTakenOrRefused(GOOD.withClaims("{\"" + name + "\":" + value + "," + others.substring(1))
                    .signed("secret"));
        }
    }

    private void assertTakenOrRefused(String token) {
        try {
            require(token);
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            WebApplicationException.class,
                            refused -> assertThat(refused.getResponse().getStatus())
                                    .isEqualTo(401));
        }
    }

    private Bearer require(String token) {
        return tokens.require(token).toCompletableFuture().join();
    }

    @Test
    void countsEachKindFromTheStart() {
        Map<String, Long> counts = new Refusals().counts();
        assertThat(counts).hasSize(TokenFault.values().length).containsEntry("wrong-signature", 0L);
    }
}
