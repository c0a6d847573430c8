package dev.eventsource.broker.stream;

import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.Leases;
import dev.eventsource.broker.socket.Sockets;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /eventsource}: a browser opens its stream with the socket that its page's server got for it. */
@Path("eventsource")
public class EventSourceResource {
    @Inject
    Sockets sockets;

    @Inject
    Leases leases;

    @Inject
    Subscribers subscribers;

    @Inject
    StreamOpener opener;

    @Inject
    Cors cors;

    /** Opens the stream. The suspended response is never resumed: the stream's subscriber completes it. */
    @GET
    public void open(
            @Suspended AsyncResponse suspended,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response,
            @Context UriInfo uri)
            throws IOException {
        Parameters parameters = Parameters.of(uri);
        String socket = parameters.require("socket");
        List<String> channels = parameters.all("channel").stream().distinct().toList();
        StreamRequest wanted = StreamRequest.of(request, parameters, channels);
        try {
            if (!subscribers.hasRoomFor(socket) || !open(claim(socket, channels), wanted, request, response)) {
                comeBack(suspended);
            }
        } catch (Unavailable e) {
            comeBack(suspended);
        }
    }

    private boolean open(Claim claim, StreamRequest wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean opened = opener.open(claim, wanted, request, response);
        if (!opened) {
            leases.release(claim);
        }
        return opened;
    }

    /** Any status but 200 would be the end for an EventSource; so it is told to come back, and the stream ends. */
    private static void comeBack(AsyncResponse suspended) {
        suspended.resume(Response.ok(SseFrame.retry(ControlFrames.retry()), StreamOpener.CONTENT_TYPE)
                .header("Cache-Control", StreamOpener.CACHE_CONTROL)
                .build());
    }

    private Claim claim(String socket, List<String> channels) {
        return sockets.claim(socket, channels).orElseThrow(() -> {
            if (sockets.find(socket).isPresent()) {
                return Problem.forbidden(
                        "The socket has not all of these channels; leave 'channel' out or ask for its own.");
            }
            return Problem.notFound("The socket is unknown or has lapsed; get a new one from your server.");
        });
    }

    /** Answers a preflight: Fetch, section "CORS-preflight fetch". */
    @OPTIONS
    public Response preflight(@HeaderParam("Origin") @Nullable String origin) {
        return cors.preflight(origin, "GET");
    }
}
