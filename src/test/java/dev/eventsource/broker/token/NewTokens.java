package dev.eventsource.broker.token;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/** For tests of other packages. */
public final class NewTokens {
    private NewTokens() {}

    /** Tokens of which none was refused yet. */
    public static KeyedTokens keyed() {
        return new KeyedTokens(new Refusals());
    }

    /** One of a user that allows to subscribe to these channels, for a minute. */
    public static Token of(String user, String... channels) {
        Grants grants = new Grants(Stream.of(channels)
                .map(channel -> new Grant(channel, null, Set.of(Right.SUBSCRIBE)))
                .toList());
        return new Token(user, grants, "ann", "1", null, Instant.now().plusSeconds(60));
    }
}
