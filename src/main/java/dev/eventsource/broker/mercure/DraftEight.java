package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.roster.Interest;
import dev.eventsource.broker.roster.Subscriber;
import dev.eventsource.broker.token.KeyedTokens;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
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
    private final AccessTokens tokens;
    private final Allowed allowed;

    @Inject
    DraftEight(Hub hub, ShownToken shown, AccessTokens tokens, Allowed allowed) {
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
        Optional<Keyed> token = tokens.find(request, hub.subscribers());
        if (token.isEmpty() && !hub.takesAnonymous()) {
            throw tokens.challenges().noToken();
        }
        Set<TopicSelector> wanted = Matchers.read(parameters, allowed, hub.url());
        Set<TopicSelector> may =
                token.map(proven -> tokens.selectors(proven, SUBSCRIBE)).orElse(Set.of());
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
        Keyed token = tokens.find(head, hub.publishers())
                .orElseThrow(() -> tokens.challenges().noToken());
        return tokens.selectors(token, "publish");
    }

    /** What somebody asks for, with what the token says of it; a 401 problem where that is too much. */
    Set<Interest> interests(Parameters parameters, Optional<Keyed> token) {
        Optional<AuthorizationDetails> details = token.map(proven -> tokens.details(proven, SUBSCRIBE));
        return Matchers.interests(
                parameters,
                hub.url(),
                text -> details.flatMap(its -> its.payload(text)).map(this::fit));
    }

    private String fit(String payload) {
        if (!Payload.isFit(payload)) {
            throw tokens.challenges()
                    .invalidToken("A 'payload' of a token takes at most %d characters, and whole ones."
                            .formatted(Subscriber.LONGEST_PAYLOAD));
        }
        return payload;
    }

    /** A problem where a caller may not have what is told of a path. */
    void requireSubscriber(HttpServletRequest request, String path) {
        Keyed token = tokens.find(request, hub.subscribers())
                .orElseThrow(() -> tokens.challenges().noToken());
        if (!isCovered(path, tokens.selectors(token, SUBSCRIBE))) {
            throw tokens.challenges().insufficientScope("The token does not allow 'subscribe' for this path.");
        }
    }

    /** A 403 problem where a caller may not publish to all of these topics. */
    void requireAll(Set<TopicSelector> selectors, List<String> topics) {
        for (String topic : topics) {
            if (!isCovered(topic, selectors)) {
                throw tokens.challenges()
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
