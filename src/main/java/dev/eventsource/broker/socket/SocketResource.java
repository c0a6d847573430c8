package dev.eventsource.broker.socket;

import dev.eventsource.broker.access.Authentication;
import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.user.User;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /socket}: a user's server opens a socket for one of its pages. */
@Path("socket")
public class SocketResource {
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int MAX_CHANNELS = 32;
    private static final int MAX_PRESENCE_ID = 255;

    @Inject
    Authentication authentication;

    @Inject
    RateLimits limits;

    @Inject
    EventRules rules;

    @Inject
    Channels channels;

    @Inject
    Sockets sockets;

    /** Opens a socket; its ticket says where the log stands, so nothing is missed until the browser has its stream. */
    @POST
    public Response open(@Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        Parameters parameters = Parameters.of(uri, headers, body, MAX_BODY_BYTES);
        User user = authentication.authenticate(parameters, headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        limits.requireSocket(user.key());
        if (!channels.isComplete()) {
            throw new Unavailable("The broker is starting and has not read back its history; try again shortly.", null);
        }
        Socket socket = sockets.open(user, channels(parameters), presenceId(parameters), channels.lastId());
        return Response.ok(json(socket), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private List<String> channels(Parameters parameters) {
        List<String> names = parameters.all("channel").stream().distinct().toList();
        if (names.isEmpty() || names.size() > MAX_CHANNELS) {
            throw Problem.badRequest("Send 1 to %d parameters 'channel'.".formatted(MAX_CHANNELS));
        }
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

    private static String json(Socket socket) {
        String presenceId = socket.presenceId();
        return Json.createObjectBuilder()
                .add("socket", socket.id())
                .add("channel", socket.channels().get(0))
                .add("channels", Json.createArrayBuilder(socket.channels()))
                .add("presence_id", presenceId == null ? JsonValue.NULL : Json.createValue(presenceId))
                .build()
                .toString();
    }
}
