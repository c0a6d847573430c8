package dev.eventsource.broker.publish;

import dev.eventsource.broker.access.Authentication;
import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.socket.Sockets;
import dev.eventsource.broker.token.Bearer;
import dev.eventsource.broker.token.Right;
import dev.eventsource.broker.token.Tokens;
import dev.eventsource.broker.user.User;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The calls that publish, which are answered when RabbitMQ says so. Any thread may call. */
@Singleton
class PublishCalls {
    private static final Pattern OF_USER = Pattern.compile("/event/?");
    private static final Pattern OF_SOCKET = Pattern.compile("/socket/([^/]+)/?");

    private final Authentication authentication;
    private final Tokens tokens;
    private final RateLimits limits;
    private final Sockets sockets;
    private final Publishing publishing;

    @Inject
    PublishCalls(
            Authentication authentication, Tokens tokens, RateLimits limits, Sockets sockets, Publishing publishing) {
        this.authentication = authentication;
        this.tokens = tokens;
        this.limits = limits;
        this.sockets = sockets;
        this.publishing = publishing;
    }

    /** The longest body of one. */
    long maxBodyBytes() {
        return publishing.maxBodyBytes();
    }

    /** To a channel of the user whom it proves, or whose token allows it. */
    CompletionStage<Response> ofUser(Parameters parameters, HttpServletRequest head) {
        return tokens.of(head, parameters)
                .map(bearer -> bearer.thenCompose(proven -> publish(proven, parameters)))
                .orElseGet(() -> authentication
                        .authenticate(parameters, head.getHeader(HttpHeaders.AUTHORIZATION))
                        .thenCompose(user -> publish(user, parameters)))
                .exceptionally(ProblemMapper::ofStage);
    }

    private CompletionStage<Response> publish(Bearer bearer, Parameters parameters) {
        bearer.require(Right.PUBLISH, parameters.require("channel"));
        if (parameters.has("id")) {
            // An id that is used twice means its latest place: whoever may publish could have others miss what lies
            // between.
            throw Problem.badRequest("A token publishes without 'id'; the broker gives the event one.");
        }
        return publish(bearer.user(), parameters);
    }

    private CompletionStage<Response> publish(User user, Parameters parameters) {
        limits.requireEvent(user.key());
        ChannelId channel = new ChannelId(user.key(), parameters.require("channel"));
        return publishing.publish(
                channel,
                parameters,
                parameters.find("id").orElse(null),
                parameters.find("socket").orElse(null),
                publishing.retain(parameters));
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
        return publishing.publish(channel, parameters, null, null, null);
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("POST", OF_USER, none -> ofUser(call.parameters(maxBodyBytes()), call.head()));
        call.take("POST", OF_SOCKET, socket -> ofSocket(call.parameters(maxBodyBytes()), socket));
    }
}
