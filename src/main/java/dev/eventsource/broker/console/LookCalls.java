package dev.eventsource.broker.console;

import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.mongo.Questions;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.socket.OpenStreams;
import dev.eventsource.broker.socket.Ticket;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The call of operators who look for a socket, which is answered when MongoDB says what it has of it. Any thread may call. */
@Singleton
class LookCalls {
    private static final Pattern SOCKET = Pattern.compile("/admin/socket/([^/]+)/?");

    /** Whose questions they are: all operators are one. */
    private static final String OPERATORS = "";

    private final Operator operator;
    private final OpenStreams streams;
    private final Questions questions;

    @Inject
    LookCalls(Operator operator, OpenStreams streams, Questions questions) {
        this.operator = operator;
        this.streams = streams;
        this.questions = questions;
    }

    /** Whose it is, its channels, and which node has its stream. */
    CompletionStage<Response> socket(HttpServletRequest request, String id) {
        operator.require(request);
        return questions
                .ask(OPERATORS, () -> JsonAnswer.of(describe(find(id))).build())
                .exceptionally(ProblemMapper::ofStage);
    }

    private Ticket find(String id) {
        return streams.ticket(id)
                .orElseThrow(() -> Problem.notFound("There is no socket with this id, or it has lapsed."));
    }

    /** Without the socket id, which whoever asks has. */
    private static JsonObject describe(Ticket ticket) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("user", ticket.socket().user())
                .add("channels", Json.createArrayBuilder(ticket.socket().channels()))
                .add("opened_at", ticket.socket().openedAt().toString())
                .add("lapses_at", ticket.lapsesAt().toString());
        if (!ticket.socket().patterns().isEmpty()) {
            json.add(
                    "patterns",
                    Json.createArrayBuilder(ChannelPattern.texts(ticket.socket().patterns())));
        }
        if (ticket.socket().presenceId() != null) {
            json.add("presence_id", ticket.socket().presenceId());
        }
        if (ticket.node() != null) {
            json.add("node", ticket.node());
        }
        return json.build();
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("GET", SOCKET, id -> socket(call.head(), id));
    }
}
