package dev.eventsource.broker.past;

import dev.eventsource.broker.access.Ownership;
import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.channel.Excerpts;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.token.Bearer;
import dev.eventsource.broker.token.Right;
import dev.eventsource.broker.token.Tokens;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The call that asks for a channel's past events. Any thread may call. */
@Singleton
class PastCalls {
    private static final Pattern PATH = Pattern.compile("/channel/([^/]+)/events/?");

    private final Ownership ownership;
    private final Tokens tokens;
    private final RateLimits limits;
    private final EventRules rules;
    private final Excerpts excerpts;
    private final PastSearch search;

    @Inject
    PastCalls(
            Ownership ownership,
            Tokens tokens,
            RateLimits limits,
            EventRules rules,
            Excerpts excerpts,
            PastSearch search) {
        this.ownership = ownership;
        this.tokens = tokens;
        this.limits = limits;
        this.rules = rules;
        this.excerpts = excerpts;
        this.search = search;
    }

    /** A page of the events that are held. */
    CompletionStage<Response> read(String channel, HttpServletRequest request, Parameters parameters) {
        requireChannel(channel);
        PastForm form = PastForm.wanted(request.getHeaders("Accept"));
        PastQuestion question = PastQuestion.of(parameters);
        return owner(channel, request, parameters)
                .thenCompose(user -> read(new ChannelId(user, channel), question, form))
                .exceptionally(ProblemMapper::ofStage);
    }

    private CompletionStage<Response> read(ChannelId channel, PastQuestion question, PastForm form) {
        if (!excerpts.areComplete()) {
            throw Problem.unavailable("This node has not read its history yet; try again shortly.");
        }
        return search.find(channel, question, excerpt -> form.answer(excerpt, question));
    }

    private CompletionStage<String> owner(String channel, HttpServletRequest request, Parameters parameters) {
        return ownership.isOperators(request, parameters)
                ? ownership.require(request, parameters)
                : tokens.of(request, parameters)
                        .map(bearer -> bearer.thenApply(proven -> ownerFor(proven, channel)))
                        .orElseGet(() -> ownership.require(request, parameters));
    }

    /** Whoever bears a token can ask as often as there are streams for it. */
    private String ownerFor(Bearer bearer, String channel) {
        bearer.require(Right.SUBSCRIBE, channel);
        limits.requireStream(bearer.token());
        return bearer.user().key();
    }

    private void requireChannel(String name) {
        try {
            rules.acceptChannel(name);
        } catch (RefusedEvent e) {
            throw Problem.badRequest(e.whatToChange());
        }
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("GET", PATH, channel -> read(channel, call.head(), call.query()));
    }
}
