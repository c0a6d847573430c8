package dev.eventsource.broker.it.http;

import static java.time.Instant.now;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Form;
import java.util.function.Supplier;

/** What proves nothing; which of them it was must not be told. */
enum FailingCredentials {
    NONE(() -> Credentials.NONE),
    KEY_ALONE(() -> new Credentials(Form.of("key", "alice"), "")),
    NO_TOKEN(() -> new Credentials(Form.of("key", "alice", "timestamp", seconds()), "")),
    NO_TIMESTAMP(() -> new Credentials(Form.of("key", "alice", "token", "0".repeat(40)), "")),
    EMPTY(() -> Credentials.signed("", "", "")),
    TOKEN_EMPTY(() -> Credentials.signed("alice", seconds(), "")),
    TOKEN_NOT_HEX(() -> Credentials.signed("alice", seconds(), "g".repeat(40))),
    TOKEN_OF_ANOTHER_LENGTH(() -> Credentials.signed("alice", seconds(), "00")),
    TIMESTAMP_NO_NUMBER(() -> Credentials.signed("alice", "now", "0".repeat(40))),
    TIMESTAMP_TOO_LARGE(() -> Credentials.signed("alice", "9".repeat(30), "0".repeat(40))),
    SHA1_WRONG(() -> Credentials.sha1("alice", "wrong")),
    SHA1_EXPIRED(() -> Credentials.sha1("alice", "alice-secret", now().minusSeconds(310))),
    SHA1_AHEAD(() -> Credentials.sha1("alice", "alice-secret", now().plusSeconds(310))),
    SHA1_UNKNOWN(() -> Credentials.sha1("nobody", "alice-secret")),
    HMAC_WRONG(() -> Credentials.hmac("alice", "wrong")),
    HMAC_EXPIRED(() -> Credentials.hmac("alice", "alice-secret", now().minusSeconds(310))),
    HMAC_AHEAD(() -> Credentials.hmac("alice", "alice-secret", now().plusSeconds(310))),
    HMAC_UNKNOWN(() -> Credentials.hmac("nobody", "alice-secret")),
    BASIC_WRONG(() -> Credentials.basic("alice", "wrong")),
    BASIC_EMPTY(() -> Credentials.basic("", "")),
    BASIC_UNKNOWN(() -> Credentials.basic("nobody", "alice-secret")),
    BASIC_NOT_BASE64(() -> new Credentials(Form.of(), "Basic !")),
    BASIC_WITHOUT_COLON(() -> new Credentials(Form.of(), "Basic YWxpY2U=")),
    BEARER(() -> new Credentials(Form.of(), "Bearer alice-secret")),
    ANOTHER_USERS_SECRET(() -> Credentials.basic("alice", "bob-secret")),
    DISABLED_USER(() -> Credentials.basic(Broker.DISABLED.key(), Broker.DISABLED.secret())),
    KEY_AS_A_QUERY(() -> Credentials.basic("{\"$ne\":\"\"}", "alice-secret"));

    @SuppressWarnings("ImmutableEnumChecker") // they hold nothing
    private final Supplier<Credentials> made;

    FailingCredentials(Supplier<Credentials> made) {
        this.made = made;
    }

    Credentials make() {
        return made.get();
    }

    private static String seconds() {
        return Long.toString(now().getEpochSecond());
    }
}
