package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.user.UserDatabase;
import jakarta.ws.rs.WebApplicationException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Issuers that users' documents name: each speaks for its user, and for nobody else. */
@Timeout(60)
class UsersIssuersTest {
    private static final String SECRET = "a secret of 32 bytes or of more.";
    private static final String OTHER_SECRET = "another secret of 32 bytes, or more";
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Logger LOG = Logger.getLogger(NamedIssuers.class.getName());

    private final UserDatabase database = new UserDatabase();
    private final Refusals refusals = new Refusals();
    private final AtomicLong now = new AtomicLong();
    private final Issuers ofSetting = ofSetting();
    private final UsersIssuers issuers = new UsersIssuers(database.issuerDocuments(), ofSetting, OFTEN, now::get);
    private final TokenProof node = new TokenProof(
            database.recentUsers(), ofSetting, issuers, token -> false, refusals, new Settings(), Clock.systemUTC());
    private final List<String> told = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            told.add(line.getMessage()
                    .replace("{0}", String.valueOf(line.getParameters()[0]))
                    .replace("{1}", String.valueOf(line.getParameters()[1]))
                    .replace("{2}", String.valueOf(line.getParameters()[2])));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static Issuers ofSetting() {
        System.setProperty(
                "TOKEN_ISSUERS", "[{\"iss\":\"set\",\"user\":\"alice\",\"secret\":\"%s\"}]".formatted(SECRET));
        try {
            return new Issuers(new Settings(), OFTEN);
        } finally {
            System.clearProperty("TOKEN_ISSUERS");
        }
    }

    @BeforeEach
    void addUsers() {
        LOG.addHandler(listener);
        LOG.setUseParentHandlers(false);
        database.add("alice", "alice's secret");
        database.add("bob", "bob's secret");
    }

    @AfterEach
    void close() {
        LOG.removeHandler(listener);
        LOG.setUseParentHandlers(true);
        database.close();
    }

    private static Document issuer(String name, Object... more) {
        Document issuer = new Document("iss", name);
        for (int i = 0; i < more.length; i += 2) {
            issuer.append((String) more[i], more[i + 1]);
        }
        return issuer;
    }

    private void name(String user, Object... named) {
        database.set(user, "issuers", List.of(named));
    }

    /** As a node does by itself every fifteen seconds. */
    private void read() {
        now.addAndGet(Duration.ofSeconds(15).toNanos());
        issuers.turn();
    }

    private static Jwt of(String issuer) {
        return Jwt.of(issuer, "[\"news\"]");
    }

    private String userOf(String token) {
        return node.require(token).toCompletableFuture().join().user().key();
    }

    private void assertRefused(String token, String fault) {
        long before = Objects.requireNonNull(refusals.counts().get(fault));
        assertThatThrownBy(() -> userOf(token))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebApplicationException.class);
        assertThat(refusals.counts()).containsEntry(fault, before + 1);
    }

    @Test
    void oneSpeaksForTheUserWhoNamesItAndForNobodyElse() {
        name("alice", issuer("idp", "secret", SECRET, "claims", new Document("user", "owner")));
        read();
        assertThat(userOf(of("idp").signed(SECRET))).isEqualTo("alice");
        assertThat(userOf(of("idp").with("owner", "\"alice\"").signed(SECRET))).isEqualTo("alice");
        assertThat(userOf(of("idp").with("user", "\"bob\"").signed(SECRET))).isEqualTo("alice");
        assertRefused(of("idp").with("owner", "\"bob\"").signed(SECRET), "wrong-user");
        assertRefused(of("idp").signed(OTHER_SECRET), "wrong-signature");
        assertRefused(of("bob").signed(SECRET), "wrong-signature");
    }

    @Test
    void keysAreAskedForWhereTheyArePublished() {
        KeyPair keys = KeyPublisher.rsa();
        try (KeyPublisher server = new KeyPublisher()) {
            server.publish(KeyPublisher.jwk("1", keys, ""));
            name("alice", issuer("idp", "jwks", server.url()));
            read();
            Jwt token = of("idp").withHeader("{\"alg\":\"RS256\",\"kid\":\"1\"}");
            assertThat(userOf(token.signed(keys.getPrivate(), "SHA256withRSA"))).isEqualTo("alice");
            read();
            assertThat(userOf(token.with("jti", "\"2\"").signed(keys.getPrivate(), "SHA256withRSA")))
                    .isEqualTo("alice");
            assertThat(server.asked()).isEqualTo(1);
        }
    }

    /** Every node has threads of their own for each user's keys. */
    @Test
    void aSlowOneHoldsUpNoOtherUsers() {
        KeyPair keys = KeyPublisher.rsa();
        try (KeyPublisher slow = new KeyPublisher();
                KeyPublisher server = new KeyPublisher()) {
            slow.answer(exchange -> {});
            server.publish(KeyPublisher.jwk("1", keys, ""));
            name("alice", issuer("slow", "jwks", slow.url()));
            name("bob", issuer("idp", "jwks", server.url()));
            read();
            Jwt token = of("slow").withHeader("{\"alg\":\"RS256\",\"kid\":\"1\"}");
            var late = Stream.iterate(0, i -> i + 1)
                    .limit(10)
                    .map(i -> token.with("jti", "\"" + i + "\"").signed(keys.getPrivate(), "SHA256withRSA"))
                    .map(text -> node.require(text).toCompletableFuture())
                    .toList();
            assertThat(userOf(of("idp")
                            .withHeader("{\"alg\":\"RS256\",\"kid\":\"1\"}")
                            .signed(keys.getPrivate(), "SHA256withRSA")))
                    .isEqualTo("bob");
            assertThat(late).noneMatch(one -> one.isDone());
            assertThatThrownBy(() -> late.get(0).join()).hasCauseInstanceOf(KeysUnavailable.class);
        }
    }

    @Test
    void whatIsWrongIsToldOnceWithoutItsSecretAndHarmsNothingElse() {
        Document makesOperators = new Document("claim", "roles").append("value", "ops");
        name(
                "alice",
                issuer("idp", "secret", SECRET),
                "no issuer",
                issuer("a"),
                issuer("b", "secret", "short"),
                issuer("c", "secret", SECRET, "any_user", true),
                issuer("d", "secret", SECRET, "user", "bob"),
                issuer("e", "secret", SECRET, "operator", makesOperators),
                issuer("f", "secret", SECRET),
                issuer("g", "secret", SECRET));
        read();
        read();
        assertThat(userOf(of("idp").signed(SECRET))).isEqualTo("alice");
        assertThat(userOf(of("f").signed(SECRET))).isEqualTo("alice");
        for (String untrusted : new String[] {"a", "b", "c", "d", "e", "g"}) {
            assertRefused(of(untrusted).signed(SECRET), "unknown-issuer");
        }
        assertThat(told)
                .hasSize(7)
                .allMatch(line -> line.contains("'alice'") && !line.contains(SECRET) && !line.contains("short"))
                .anyMatch(line -> line.contains("number 2") && line.contains("as the manual has issuers"))
                .anyMatch(line -> line.contains("number 9") && line.contains("more than 8"));
    }

    @Test
    void aSettingAndAUserComeFirst() {
        name("bob", issuer("set", "secret", OTHER_SECRET), issuer("alice", "secret", OTHER_SECRET));
        read();
        assertThat(userOf(of("set").signed(SECRET))).isEqualTo("alice");
        assertRefused(of("set").signed(OTHER_SECRET), "wrong-signature");
        assertThat(userOf(of("alice").signed("alice's secret"))).isEqualTo("alice");
        assertRefused(of("alice").signed(OTHER_SECRET), "wrong-signature");
        assertThat(told)
                .hasSize(2)
                .anyMatch(line -> line.contains("TOKEN_ISSUERS has one of this name"))
                .anyMatch(line -> line.contains("its name is a user's key"));
    }

    @Test
    void twoOfOneNameOfOneUserAreBothRefused() {
        name("alice", issuer("idp", "secret", SECRET), issuer("idp", "secret", OTHER_SECRET));
        read();
        assertRefused(of("idp").signed(SECRET), "unknown-issuer");
        assertRefused(of("idp").signed(OTHER_SECRET), "unknown-issuer");
        assertThat(told).hasSize(2);
    }

    /** Each of whom has an application of its own there. */
    @Test
    void oneOfTwoUsersIsTheOneWhomTheTokenIsFor() {
        name("alice", issuer("idp", "secret", SECRET, "audience", "alices"));
        name("bob", issuer("idp", "secret", SECRET, "audience", "bobs"));
        read();
        assertThat(userOf(of("idp").with("aud", "\"alices\"").signed(SECRET))).isEqualTo("alice");
        assertThat(userOf(of("idp").with("aud", "[\"bobs\"]").signed(SECRET))).isEqualTo("bob");
        Jwt both = of("idp").with("aud", "[\"alices\",\"bobs\"]");
        assertRefused(both.signed(SECRET), "unknown-issuer");
        assertThat(userOf(both.with("user", "\"bob\"").signed(SECRET))).isEqualTo("bob");
        assertRefused(of("idp").with("user", "\"bob\"").signed(SECRET), "unknown-issuer");
    }

    @Test
    void whoIsNamedNoMoreProvesNothingAlsoByATokenThatWasGood() {
        name("alice", issuer("idp", "secret", SECRET));
        read();
        String token = of("idp").signed(SECRET);
        assertThat(userOf(token)).isEqualTo("alice");
        name("alice", issuer("idp", "secret", OTHER_SECRET));
        read();
        assertRefused(token, "wrong-signature");
        assertThat(userOf(of("idp").signed(OTHER_SECRET))).isEqualTo("alice");
        database.set("alice", "issuers", "none");
        read();
        assertRefused(of("idp").signed(OTHER_SECRET), "unknown-issuer");
        name("alice", issuer("idp", "secret", SECRET));
        database.set("alice", "disabled", true);
        read();
        assertRefused(token, "unknown-issuer");
    }

    /** It may be good: whoever has it is to come back. */
    @Test
    void beforeTheyWereReadNoTokenIsRefusedForIts() {
        name("alice", issuer("idp", "secret", SECRET));
        assertThatThrownBy(() -> userOf(of("idp").signed(SECRET))).hasCauseInstanceOf(Unavailable.class);
        assertThatThrownBy(
                        () -> userOf(of("idp").withHeader("{\"alg\":\"RS256\"}").signed(SECRET)))
                .hasCauseInstanceOf(Unavailable.class);
        assertThat(userOf(of("alice").signed("alice's secret"))).isEqualTo("alice");
    }

    @Test
    void goesOnWithThoseItHasWhileMongoDbIsAway() {
        name("alice", issuer("idp", "secret", SECRET));
        read();
        assertThat(userOf(of("idp").signed(SECRET))).isEqualTo("alice");
        database.stop();
        read();
        assertThat(userOf(of("idp").with("jti", "\"2\"").signed(SECRET))).isEqualTo("alice");
    }
}
