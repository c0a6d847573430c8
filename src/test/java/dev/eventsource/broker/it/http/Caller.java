package dev.eventsource.broker.it.http;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.OperatorsToken;
import java.time.Instant;
import java.util.function.Supplier;

/** Who may come to the door. All but operators come through a proxy, for here a direct call from loopback is an operator's. */
enum Caller {
    NOBODY(() -> Credentials.NONE),
    WRONG(() -> Credentials.basic("alice", "wrong")),
    EXPIRED(() -> Credentials.hmac("alice", "alice-secret", Instant.now().minusSeconds(310))),
    DISABLED(() -> Credentials.basic(Broker.DISABLED.key(), Broker.DISABLED.secret())),
    UNKNOWN(() -> Credentials.basic("nobody", "alice-secret")),
    BOB(() -> Credentials.hmac("bob", "bob-secret")),
    ALICE(() -> Credentials.hmac("alice", "alice-secret")),
    WRONG_TOKEN(() -> new Credentials(Form.of(), "Bearer wrong")),
    TOKEN(() -> new Credentials(Form.of(), "Bearer " + OperatorsToken.drawn())),
    OPERATOR(() -> Credentials.NONE),
    PAGE(() -> Credentials.NONE);

    @SuppressWarnings("ImmutableEnumChecker") // they hold nothing
    private final Supplier<Credentials> credentials;

    Caller(Supplier<Credentials> credentials) {
        this.credentials = credentials;
    }

    Credentials credentials() {
        return credentials.get();
    }

    /** A header and its value that tell where the call comes from; an empty value is not sent. */
    String[] origin() {
        return switch (this) {
            case OPERATOR -> new String[] {"X-Forwarded-For", ""};
            case PAGE -> new String[] {"Origin", "https://page.example"};
            default -> new String[] {"X-Forwarded-For", "192.0.2.1"};
        };
    }
}
