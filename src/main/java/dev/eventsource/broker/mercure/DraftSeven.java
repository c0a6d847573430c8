package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.token.KeyedTokens;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
import dev.eventsource.broker.token.TokenKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who makes the calls of draft 07. Any thread may ask, and none waits. */
@Singleton
class DraftSeven {
    private final Hub hub;
    private final ShownToken shown;
    private final KeyedTokens tokens;

    @Inject
    DraftSeven(Hub hub, ShownToken shown, KeyedTokens tokens) {
        this.hub = hub;
        this.shown = shown;
        this.tokens = tokens;
    }

    /**
     * What the token says that a call shows; empty where it shows none. A 401 problem where the key does not prove it here and now, a
     * 403 problem where a page that may not has its browser send it in a cookie.
     */
    Optional<Keyed> find(HttpServletRequest request, TokenKey key) {
        return shown.find(request).map(text -> prove(text, key));
    }

    /** An access token is for the hub that it names and ends, whichever draft it is shown by. */
    private Keyed prove(String text, TokenKey key) {
        if (!hub.speaks(Draft.EIGHT) || !KeyedTokens.mayBeAccess(text)) {
            return tokens.require(text, key);
        }
        return tokens.findAccess(text, key, hub.issuer(), hub.url().text()).orElseThrow(Problem::noBearer);
    }
}
