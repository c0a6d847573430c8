package dev.eventsource.broker.publish;

import dev.eventsource.broker.access.Authentication;
import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.answer.AnswerRoom;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.socket.Sockets;
import dev.eventsource.broker.token.Tokens;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls that publish, which are answered when RabbitMQ says so. Any thread may call. */
@Singleton
class PublishCalls {
    private static final Pattern OF_USER = Pattern.compile("/event/?");
    private static final Pattern OF_MANY = Pattern.compile("/events/?");
    private static final Pattern OF_SOCKET = Pattern.compile("/socket/([^/]+)/?");

    private final Authentication authentication;
    private final Tokens tokens;
    private final RateLimits limits;
    private final LastValueMarks marks;
    private final Sockets sockets;
    private final Publishing publishing;
    private final UsersEvents events;

    @Inject
    PublishCalls(
            Authentication authentication,
            Tokens tokens,
            RateLimits limits,
            LastValueMarks marks,
            Sockets sockets,
            Publishing publishing,
            UsersEvents events) {
        this.authentication = authentication;
        this.tokens = tokens;
        this.limits = limits;
        this.marks = marks;
        this.sockets = sockets;
        this.publishing = publishing;
        this.events = events;
    }

    /** The longest body of one. */
    long maxBodyBytes() {
        return publishing.maxBodyBytes();
    }

    /** To a channel, or several, of the user whom it proves, or whose token allows it. */
    CompletionStage<Response> ofUser(Parameters parameters, HttpServletRequest head) {
        List<String> keys = IdempotencyKey.given(head);
        AnswerRoom room = AnswerRoom.of(head);
        return asSender(parameters, head, sender -> events.publish(sender, parameters, IdempotencyKey.of(keys), room));
    }

    /** Several events of the user whom the head proves, or whose token allows them, each a JSON object of the body. */
    CompletionStage<Response> ofMany(
            Parameters query, HttpServletRequest head, @Nullable String contentType, byte[] body) {
        List<String> keys = IdempotencyKey.given(head);
        AnswerRoom room = AnswerRoom.of(head);
        return asSender(query, head, sender -> {
            if (!keys.isEmpty()) {
                throw Problem.badRequest(
                        "This call takes no Idempotency-Key: give each event one, in its field 'idempotency_key'.");
            }
            return events.publish(sender, JsonObjects.of(contentType, body), room);
        });
    }

    private CompletionStage<Response> asSender(
            Parameters parameters, HttpServletRequest head, Function<Sender, CompletionStage<Response>> call) {
        return tokens.of(head, parameters)
                .map(bearer -> bearer.thenApply(Sender::of))
                .orElseGet(() -> authentication
                        .authenticate(parameters, head.getHeader(HttpHeaders.AUTHORIZATION))
                        .thenApply(Sender::of))
                .thenCompose(call)
                .exceptionally(ProblemMapper::ofStage);
    }

    /** To the first channel of the socket. */
    CompletionStage<Response> ofSocket(Parameters parameters, String id) {
        return sockets.require(id)
                .thenCompose(socket -> publish(socket, parameters))
                .exceptionally(ProblemMapper::ofStage);
    }

    private CompletionStage<Response> publish(Socket socket, Parameters parameters) {
        limits.requireEvent(socket.user());
        ChannelId channel = socket.ownChannel()
                .orElseThrow(
                        () -> Problem.forbidden(
                                "The socket has patterns alone, and so no channel to publish to; open it with a 'channel' too."));
        Event event = publishing.accept(channel, parameters, null, null, null);
        return marks.mark(socket.user(), event).thenCompose(publishing::publish);
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("POST", OF_USER, none -> ofUser(call.parameters(maxBodyBytes()), call.head()));
        call.take(
                "POST",
                OF_MANY,
                none -> ofMany(call.query(), call.head(), call.head().getContentType(), call.body(maxBodyBytes())));
        call.take("POST", OF_SOCKET, socket -> ofSocket(call.parameters(maxBodyBytes()), socket));
    }
}
