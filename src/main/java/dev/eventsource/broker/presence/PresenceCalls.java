package dev.eventsource.broker.presence;

import dev.eventsource.broker.access.Ownership;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.mongo.Questions;
import dev.eventsource.broker.socket.OpenStreams;
import dev.eventsource.broker.token.Bearer;
import dev.eventsource.broker.token.Right;
import dev.eventsource.broker.token.Tokens;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonStructure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The calls that ask who is there on a user's channel, which are answered when MongoDB says so. Any thread may call. */
@Singleton
class PresenceCalls {
    private static final Pattern LIST = Pattern.compile("/channel/([^/]+)/users/?");
    private static final Pattern COUNT = Pattern.compile("/channel/([^/]+)/users/count/?");

    private final Ownership ownership;
    private final Tokens tokens;
    private final OpenStreams streams;
    private final Questions questions;

    @Inject
    PresenceCalls(Ownership ownership, Tokens tokens, OpenStreams streams, Questions questions) {
        this.ownership = ownership;
        this.tokens = tokens;
        this.streams = streams;
        this.questions = questions;
    }

    /** The presence ids, sorted, each once. */
    CompletionStage<Response> list(String channel, HttpServletRequest request, Parameters parameters) {
        return answer(
                channel,
                request,
                parameters,
                user -> Json.createArrayBuilder(streams.presenceIds(user, channel))
                        .build());
    }

    /** How many presence ids there are, and how many streams, be they under one or not. */
    CompletionStage<Response> count(String channel, HttpServletRequest request, Parameters parameters) {
        return answer(
                channel,
                request,
                parameters,
                user -> Json.createObjectBuilder()
                        .add("users", streams.presenceIds(user, channel).size())
                        .add("streams", streams.count(user, channel))
                        .build());
    }

    private CompletionStage<Response> answer(
            String channel,
            HttpServletRequest request,
            Parameters parameters,
            Function<String, JsonStructure> question) {
        return owner(channel, request, parameters)
                .thenCompose(user -> questions.ask(
                        user, () -> JsonAnswer.of(question.apply(user)).build()))
                .exceptionally(ProblemMapper::ofStage);
    }

    private CompletionStage<String> owner(String channel, HttpServletRequest request, Parameters parameters) {
        return ownership.isOperators(request, parameters)
                ? ownership.require(request, parameters)
                : tokens.of(request, parameters)
                        .map(bearer -> bearer.thenApply(proven -> ownerFor(proven, channel)))
                        .orElseGet(() -> ownership.require(request, parameters));
    }

    private static String ownerFor(Bearer bearer, String channel) {
        bearer.require(Right.PRESENCE, channel);
        return bearer.user().key();
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("GET", LIST, channel -> list(channel, call.head(), call.query()));
        call.take("GET", COUNT, channel -> count(channel, call.head(), call.query()));
    }
}
