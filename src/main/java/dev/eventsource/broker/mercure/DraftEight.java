package dev.eventsource.broker.mercure;

import dev.eventsource.broker.channel.TopicFilter;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.roster.Interest;
import dev.eventsource.broker.roster.Subscriber;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
import dev.eventsource.broker.token.KeyedTokens;
import dev.eventsource.broker.token.TokenKey;
import dev.eventsource.broker.topic.TopicSelector;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls of draft 08: which they are, who makes them and what they ask for. Any thread may ask, and none waits. */
@Singleton
class DraftEight {
    private static final String SUBSCRIBE = "subscribe";

    private final Hub hub;
    private final ShownToken shown;
    private final KeyedTokens tokens;
    private final Allowed allowed;

    @Inject
    DraftEight(Hub hub, ShownToken shown, KeyedTokens tokens, Allowed allowed) {
        this.hub = hub;
        this.shown = shown;
        this.tokens = tokens;
        this.allowed = allowed;
    }

    /** Whether somebody subscribes by it; a 400 problem where by both drafts at once. */
    boolean isAskedBy(Parameters parameters) {
        if (!hub.speaks(Draft.SEVEN) || !hub.speaks(Draft.EIGHT)) {
            return hub.speaks(Draft.EIGHT);
        }
        boolean hasMatchers = Matchers.areIn(parameters);
        if (hasMatchers && parameters.has("topic")) {
            throw Problem.badRequest(
                    "Send 'topic', as draft 07 has it, or 'match' and 'match_urlpattern', as draft 08 has them, and not both.");
        }
        return hasMatchers;
    }

    Reader reader(HttpServletRequest request, Parameters parameters) {
        Optional<Keyed> token = find(request, hub.subscribers());
        if (token.isEmpty() && !hub.takesAnonymous()) {
            throw challenges().noToken();
        }
        Set<TopicSelector> wanted = Matchers.read(parameters, allowed, hub.url());
        Set<TopicSelector> may =
                token.map(proven -> selectors(proven, SUBSCRIBE)).orElse(Set.of());
        return new Reader(Draft.EIGHT, token, Subscriptions.filter(wanted, may));
    }

    /** Whether somebody publishes by it: the token's form says so, or where it is. */
    boolean isShownBy(HttpServletRequest head) {
        if (!hub.speaks(Draft.SEVEN) || !hub.speaks(Draft.EIGHT)) {
            return hub.speaks(Draft.EIGHT);
        }
        if (head.getHeader("Authorization") != null) {
            return ShownToken.inHeader(head).filter(KeyedTokens::mayBeAccess).isPresent();
        }
        return shown.find(head).isEmpty();
    }

    /** What a caller may publish to. */
    Set<TopicSelector> publisher(HttpServletRequest head) {
        Keyed token =
                find(head, hub.publishers()).orElseThrow(() -> challenges().noToken());
        return selectors(token, "publish");
    }

    Challenges challenges() {
        return new Challenges(hub.url());
    }

    /** A header that has no token of this kind is as none, but no cookie counts beside it. */
    private Optional<Keyed> find(HttpServletRequest request, TokenKey key) {
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

    /** What somebody asks for, with what the token says of it; a 401 problem where that is too much. */
    Set<Interest> interests(Parameters parameters, Optional<Keyed> token) {
        Optional<AuthorizationDetails> details = token.map(proven -> details(proven, SUBSCRIBE));
        return Matchers.interests(
                parameters, hub.url(), text -> details.flatMap(its -> its.payload(text)).map(this::fit));
    }

    private String fit(String payload) {
        if (!Payload.isFit(payload)) {
            throw challenges()
                    .invalidToken("A 'payload' of a token takes at most %d characters, and whole ones."
                            .formatted(Subscriber.LONGEST_PAYLOAD));
        }
        return payload;
    }

    /** A problem where a caller may not have what is told of a path. */
    void requireSubscriber(HttpServletRequest request, String path) {
        Keyed token = find(request, hub.subscribers()).orElseThrow(() -> challenges().noToken());
        if (!isCovered(path, selectors(token, SUBSCRIBE))) {
            throw challenges().insufficientScope("The token does not allow 'subscribe' for this path.");
        }
    }

    private AuthorizationDetails details(Keyed token, String action) {
        try {
            return AuthorizationDetails.of(token.claims(), action, allowed, hub.url());
        } catch (IllegalArgumentException e) {
            throw challenges().invalidToken(String.valueOf(e.getMessage()));
        }
    }

    private Set<TopicSelector> selectors(Keyed token, String action) {
        Set<TopicSelector> selectors = details(token, action).selectors();
        if (TopicFilter.steps(selectors) > TopicFilter.MOST_STEPS) {
            throw challenges()
                    .invalidToken(
                            "The URL patterns of a token take at most %d steps for each character of an update's topic; take fewer or shorter ones."
                                    .formatted(TopicFilter.MOST_STEPS));
        }
        return selectors;
    }

    /** A 403 problem where a caller may not publish to all of these topics. */
    void requireAll(Set<TopicSelector> selectors, List<String> topics) {
        for (String topic : topics) {
            if (!isCovered(topic, selectors)) {
                throw challenges()
                        .insufficientScope(
                                "The token does not allow 'publish' for each 'topic'; nothing was published.");
            }
        }
    }

    private boolean isCovered(String topic, Set<TopicSelector> selectors) {
        String components = hub.url().components(topic);
        return selectors.stream()
                .anyMatch(selector -> selector.matchesRead(selector.hub() == null ? topic : components));
    }
}
