package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.Leases;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.socket.Sockets;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /eventsource}: a browser opens its stream with the socket that its page's server got for it. */
@WebServlet(urlPatterns = "/eventsource", asyncSupported = true)
public class EventSourceServlet extends HttpServlet {
    @Inject
    transient Sockets sockets;

    @Inject
    transient Leases leases;

    @Inject
    transient Channels channels;

    @Inject
    transient Draining draining;

    @Inject
    transient Subscribers subscribers;

    @Inject
    transient StreamOpener opener;

    @Inject
    transient Traffic traffic;

    @Inject
    transient Cors cors;

    /** Answers whatever may not, or cannot, be opened; a stream that opens is its subscriber's to write and to end. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String origin = request.getHeader("Origin");
        cors.headers(origin).forEach(response::setHeader);
        Response answer = answer(request, response, origin);
        if (answer != null) {
            ServletAnswer.write(answer, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        }
    }

    /** The answer; null where a stream has opened. */
    private @Nullable Response answer(HttpServletRequest request, HttpServletResponse response, @Nullable String origin)
            throws IOException {
        try {
            return switch (request.getMethod()) {
                case "GET" -> admit(request, response) ? null : comeBack();
                // Fetch, section "CORS-preflight fetch".
                case "OPTIONS" -> cors.preflight(origin, "GET");
                default -> throw new NotAllowedException("GET", new String[] {"OPTIONS"});
            };
        } catch (Unavailable e) {
            traffic.noteTurnedAway(TurnAway.MONGODB);
            return comeBack();
        } catch (RuntimeException e) {
            return new ProblemMapper().toResponse(e);
        }
    }

    /** Has the stream begin; false where the browser is to come back later. */
    private boolean admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.ofQuery(request.getQueryString(), StreamRequest.VERBATIM);
        String socket = parameters.require("socket");
        List<String> names = parameters.all("channel").stream().distinct().toList();
        StreamRequest wanted = StreamRequest.of(request, parameters, names);
        TurnAway obstacle = obstacle(socket);
        if (obstacle != null) {
            traffic.noteTurnedAway(obstacle);
            return false;
        }
        return begin(claim(socket, names), wanted, request, response);
    }

    private @Nullable TurnAway obstacle(String socket) {
        if (draining.isBegun()) {
            return TurnAway.DRAINING;
        }
        if (!channels.isComplete()) {
            return TurnAway.STARTING;
        }
        return subscribers.hasRoomFor(socket) ? null : TurnAway.NODE_LIMIT;
    }

    private boolean begin(Claim claim, StreamRequest wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean opened = false;
        try {
            request.startAsync();
            Socket socket = claim.socket();
            Start from = new Start(wanted.lastEventId(), socket.position(), sockets.age(socket));
            opened = opener.open(claim, wanted, from, request, response);
            return opened;
        } finally {
            if (!opened) {
                leases.release(claim);
            }
        }
    }

    /** Any status but 200 would be the end for an EventSource; so it is told to come back, and the stream ends. */
    private static Response comeBack() {
        return Response.ok(SseFrame.retry(ControlFrames.retry()), StreamOpener.CONTENT_TYPE)
                .header("Cache-Control", StreamOpener.CACHE_CONTROL)
                .build();
    }

    private Claim claim(String socket, List<String> names) {
        return sockets.claim(socket, names).orElseThrow(Sockets::unknown);
    }
}
