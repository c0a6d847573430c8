package dev.eventsource.broker.socket;

import dev.eventsource.broker.access.Ownership;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.mongo.Questions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The calls that end sockets, which are answered when MongoDB has forgotten them. Any thread may call. */
@Singleton
class EndCalls {
    private static final Pattern SOCKET = Pattern.compile("/socket/([^/]+)/?");
    private static final Pattern CHANNEL = Pattern.compile("/channel/([^/]+)/?");

    private final Ownership ownership;
    private final EventRules rules;
    private final Sockets sockets;
    private final Questions questions;

    @Inject
    EndCalls(Ownership ownership, EventRules rules, Sockets sockets, Questions questions) {
        this.ownership = ownership;
        this.rules = rules;
        this.sockets = sockets;
        this.questions = questions;
    }

    /** 204; 404 for another user's as for one that is unknown. An operator may name a {@code user}, and need not. */
    CompletionStage<Response> ofSocket(String id, HttpServletRequest request, Parameters parameters) {
        return ownership
                .find(request, parameters)
                .thenCompose(owner -> questions.ask(owner.orElse(""), () -> endSocket(owner, id)))
                .exceptionally(ProblemMapper::ofStage);
    }

    private Response endSocket(Optional<String> owner, String id) {
        if (!sockets.end(owner, id)) {
            throw Problem.notFound("There is no such socket of yours; it may have lapsed.");
        }
        return Response.noContent().build();
    }

    /** 204, be there sockets or not. An operator may name a {@code user}, or mean everyone. */
    CompletionStage<Response> ofChannel(String channel, HttpServletRequest request, Parameters parameters) {
        requireChannel(channel);
        return ownership
                .find(request, parameters)
                .thenCompose(owner -> questions.ask(owner.orElse(""), () -> end(owner, channel)))
                .exceptionally(ProblemMapper::ofStage);
    }

    private Response end(Optional<String> owner, String channel) {
        sockets.endAll(new ChannelId(owner.orElse(null), channel));
        return Response.noContent().build();
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
        call.take("DELETE", SOCKET, socket -> ofSocket(socket, call.head(), call.query()));
        call.take("DELETE", CHANNEL, channel -> ofChannel(channel, call.head(), call.query()));
    }
}
