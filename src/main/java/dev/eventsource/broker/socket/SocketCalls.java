package dev.eventsource.broker.socket;

import dev.eventsource.broker.access.Authentication;
import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.answer.AnswerRoom;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.token.Tokens;
import dev.eventsource.broker.user.User;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls that open sockets, which are answered when MongoDB has the tickets. Any thread may call. */
@Singleton
class SocketCalls {
    static final int MAX_BODY_BYTES = 64 << 10;

    private static final Pattern PATH = Pattern.compile("/socket/?");
    private static final int MAX_CHANNELS = 32;
    private static final int MAX_PRESENCE_ID = 255;

    private final Authentication authentication;
    private final RateLimits limits;
    private final EventRules rules;
    private final Channels channels;
    private final Sockets sockets;

    @Inject
    SocketCalls(
            Authentication authentication, RateLimits limits, EventRules rules, Channels channels, Sockets sockets) {
        this.authentication = authentication;
        this.limits = limits;
        this.rules = rules;
        this.channels = channels;
        this.sockets = sockets;
    }

    /** Opens a socket; its ticket says where the log stands, so nothing is missed until the browser has its stream. */
    CompletionStage<Response> open(Parameters parameters, HttpServletRequest head) {
        @Nullable String authorization = head.getHeader(HttpHeaders.AUTHORIZATION);
        if (Tokens.isMeant(authorization)) {
            // Nor could it end with the token.
            throw Problem.badRequest(
                    "Whoever has a token needs no socket: open GET /eventsource with the token itself.");
        }
        AnswerRoom room = AnswerRoom.of(head);
        return authentication
                .authenticate(parameters, authorization)
                .thenCompose(user -> {
                    room.noteUser(user.key());
                    return open(user, parameters);
                })
                .exceptionally(ProblemMapper::ofStage);
    }

    private CompletionStage<Response> open(User user, Parameters parameters) {
        limits.requireSocket(user.key());
        if (!channels.isComplete()) {
            throw new Unavailable("The broker is starting and has not read back its history; try again shortly.", null);
        }
        List<String> names = channels(parameters);
        List<ChannelPattern> patterns = ChannelPatterns.of(parameters);
        requireSome(names.size() + patterns.size());
        ChannelPatterns.requireNarrow(Subscription.of(user.key(), List.of(), patterns));
        return sockets.open(user, names, patterns, presenceId(parameters), channels.lastId())
                .thenApply(SocketCalls::opened);
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("POST", PATH, none -> open(call.parameters(MAX_BODY_BYTES), call.head()));
    }

    private static Response opened(Socket socket) {
        return Response.ok(json(socket), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static void requireSome(int channelsAndPatterns) {
        if (channelsAndPatterns < 1 || channelsAndPatterns > MAX_CHANNELS) {
            throw Problem.badRequest(
                    "Send 1 to %d parameters 'channel' and 'pattern' together.".formatted(MAX_CHANNELS));
        }
    }

    private List<String> channels(Parameters parameters) {
        List<String> names = parameters.all("channel").stream().distinct().toList();
        names.forEach(this::requireChannel);
        return names;
    }

    private void requireChannel(String name) {
        try {
            rules.acceptChannel(name);
        } catch (RefusedEvent e) {
            throw Problem.badRequest(e.whatToChange());
        }
    }

    private static @Nullable String presenceId(Parameters parameters) {
        String id = parameters.find("presence_id").orElse("");
        if (id.length() > MAX_PRESENCE_ID) {
            throw Problem.badRequest("presence_id takes at most %d characters.".formatted(MAX_PRESENCE_ID));
        }
        return id.isEmpty() ? null : id;
    }

    private static JsonValue name(ChannelId channel) {
        return Json.createValue(channel.name());
    }

    private static String json(Socket socket) {
        String presenceId = socket.presenceId();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("socket", socket.id())
                .add("channel", socket.ownChannel().map(SocketCalls::name).orElse(JsonValue.NULL))
                .add("channels", Json.createArrayBuilder(socket.channels()))
                .add("presence_id", presenceId == null ? JsonValue.NULL : Json.createValue(presenceId));
        if (!socket.patterns().isEmpty()) {
            json.add("patterns", Json.createArrayBuilder(ChannelPattern.texts(socket.patterns())));
        }
        return json.build().toString();
    }
}
