package dev.eventsource.broker.token;

import dev.eventsource.broker.body.ComingBody;
import dev.eventsource.broker.http.WellKnown;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Refuses a call before its body where its head shows a token that proves nothing. Any thread may ask. */
@Singleton
final class BodyToken {
    private final Tokens tokens;

    @Inject
    BodyToken(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whoever bears a token is not the user's server, and gets the room of pages. */
    void check(@Observes ComingBody body) {
        // The hub's tokens are others, and it asks for them itself.
        if (WellKnown.isOfHub(body.head().getServletPath())) {
            return;
        }
        tokens.ofHead(body.head())
                .ifPresent(bearer -> body.await(bearer.thenAccept(
                        proven -> body.noteHolder(proven.user().key()))));
    }
}
