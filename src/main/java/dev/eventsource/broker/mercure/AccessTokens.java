package dev.eventsource.broker.mercure;

import dev.eventsource.broker.channel.TopicFilter;
import dev.eventsource.broker.token.KeyedTokens;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
import dev.eventsource.broker.token.TokenKey;
import dev.eventsource.broker.topic.TopicSelector;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** The access tokens of draft 08: which of them a call shows, and what they allow. Any thread may ask, and none waits. */
@Singleton
class AccessTokens {
    private final Hub hub;
    private final ShownToken shown;
    private final KeyedTokens tokens;
    private final Allowed allowed;

    @Inject
    AccessTokens(Hub hub, ShownToken shown, KeyedTokens tokens, Allowed allowed) {
        this.hub = hub;
        this.shown = shown;
        this.tokens = tokens;
        this.allowed = allowed;
    }

    Challenges challenges() {
        return new Challenges(hub.url());
    }

    /** What the token that a call shows says; empty where it shows none. A header that has no token of this kind is as none, but no cookie counts beside it. */
    Optional<Keyed> find(HttpServletRequest request, TokenKey key) {
        Optional<String> text = request.getHeader("Authorization") == null
                ? shown.inCookie(request, ShownToken.ACCESS_COOKIE, challenges()::invalidRequest)
                : ShownToken.inHeader(request);
        if (text.filter(String::isEmpty).isPresent()) {
            throw challenges().invalidRequest("Send a token behind 'Bearer' in the header 'Authorization'.");
        }
        return text.map(token -> prove(token, key));
    }

    private Keyed prove(String text, TokenKey key) {
        return tokens.findAccess(text, key, hub.issuer(), hub.url().text())
                .orElseThrow(() -> challenges().invalidToken());
    }

    /** What the token allows of an action; a 401 problem where it is not well-formed. */
    AuthorizationDetails details(Keyed token, String action) {
        try {
            return AuthorizationDetails.of(token.claims(), action, allowed, hub.url());
        } catch (IllegalArgumentException e) {
            throw challenges().invalidToken(String.valueOf(e.getMessage()));
        }
    }

    /** What selects the topics of an action; a 401 problem where that is not well-formed, or takes too much. */
    Set<TopicSelector> selectors(Keyed token, String action) {
        Set<TopicSelector> selectors = details(token, action).selectors();
        if (TopicFilter.steps(selectors) > TopicFilter.MOST_STEPS) {
            throw challenges()
                    .invalidToken(
                            "The URL patterns of a token take at most %d steps for each character of an update's topic; take fewer or shorter ones."
                                    .formatted(TopicFilter.MOST_STEPS));
        }
        return selectors;
    }
}
