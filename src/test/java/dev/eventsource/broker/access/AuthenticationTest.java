package dev.eventsource.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.mongo.MongoThreads;
import dev.eventsource.broker.mongo.Questions;
import dev.eventsource.broker.user.UserDatabase;
import jakarta.ws.rs.WebApplicationException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationTest {
    private static final UserDatabase DATABASE = new UserDatabase();
    private static final Questions QUESTIONS = new Questions(new MongoThreads());
    private static final Duration STEP = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-11-27T10:00:00Z");

    @BeforeAll
    static void addAlice() {
        DATABASE.add("alice", "secret");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    /** Whose clocks are minutes ahead of MongoDB's, or behind. The token is signed by the first node's time. */
    @ParameterizedTest
    @CsvSource({"10,-10", "10,0", "0,-10", "0,0"})
    void nodesWhoseClocksAreApartTakeATokenWithANonceOnce(int first, int second) {
        Nonces nonces = new Nonces(DATABASE.mongo(), clock(0));
        Authentication one = node(nonces, first);
        Authentication other = node(nonces, second);
        Parameters token = token(clock(first).instant(), "apart by " + first + " and " + second);
        assertThat(user(one, token, null)).isEqualTo("alice");
        for (int minutes = 0; minutes < 40; minutes++) {
            nonces.removeOld();
            assertRefused(one, token, null);
            assertRefused(other, token, null);
            now = now.plus(STEP);
        }
        assertThat(one.failures()).extractingByKey("replayed").isNotEqualTo(0L);
        assertThat(other.failures()).extractingByKey("replayed").isNotEqualTo(0L);
    }

    @Test
    void aNonceIsForgottenWhenNoNodeCanTakeItsTokenAnyMore() {
        Nonces nonces = new Nonces(DATABASE.mongo(), clock(0));
        assertThat(nonces.use("alice", "old")).isTrue();
        assertThat(nonces.use("bob", "old")).isTrue();
        now = now.plus(Duration.ofMinutes(71));
        nonces.removeOld();
        assertThat(nonces.use("alice", "old")).isTrue();
    }

    @Test
    void aReplacedSecretIsTakenAtOnceThoughTheUserIsKnownByTheFormerOne() {
        DATABASE.add("bob", "former");
        Authentication node = node(new Nonces(DATABASE.mongo(), clock(0)), 0);
        Parameters none = Parameters.ofQuery("");
        assertThat(user(node, none, basic("bob", "former"))).isEqualTo("bob");
        DATABASE.set("bob", "secret", "present");
        assertThat(user(node, none, basic("bob", "present"))).isEqualTo("bob");
        assertRefused(node, none, basic("bob", "former"));
    }

    @Test
    void aUserWhoIsEnabledAgainIsTakenAtOnce() {
        DATABASE.add("carol", "secret");
        DATABASE.set("carol", "disabled", true);
        Authentication node = node(new Nonces(DATABASE.mongo(), clock(0)), 0);
        Parameters none = Parameters.ofQuery("");
        assertRefused(node, none, basic("carol", "secret"));
        DATABASE.set("carol", "disabled", false);
        assertThat(user(node, none, basic("carol", "secret"))).isEqualTo("carol");
    }

    private Authentication node(Nonces nonces, int minutesAhead) {
        return new Authentication(DATABASE.recentUsers(), nonces, QUESTIONS, clock(minutesAhead));
    }

    private Clock clock(int minutesAhead) {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        return Clock.offset(clock, Duration.ofMinutes(minutesAhead));
    }

    private static String user(Authentication node, Parameters parameters, @Nullable String authorization) {
        return node.authenticate(parameters, authorization)
                .toCompletableFuture()
                .join()
                .key();
    }

    private static void assertRefused(Authentication node, Parameters parameters, @Nullable String authorization) {
        assertThatThrownBy(() -> user(node, parameters, authorization))
                .cause()
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refused -> assertThat(refused.getResponse().getStatus()).isEqualTo(401));
    }

    private static String basic(String key, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(UTF_8));
    }

    private static Parameters token(Instant at, String nonce) {
        String text = nonce.replace(' ', '_');
        String signed = "alice:" + at.getEpochSecond() + ":" + text;
        return Parameters.ofQuery(
                "key=alice&timestamp=" + at.getEpochSecond() + "&nonce=" + text + "&token=" + hmac(signed));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
