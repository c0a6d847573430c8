package dev.eventsource.broker.stream;

import dev.eventsource.broker.answer.Answers;
import dev.eventsource.broker.answer.HeldAnswer;
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
import dev.eventsource.broker.token.KeysUnavailable;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /eventsource}: a browser opens its stream with the socket, or the token, that its page's server has for it, or a public channel with neither. */
@WebServlet(urlPatterns = "/eventsource", asyncSupported = true)
public class EventSourceServlet extends HttpServlet {
    /** Of the fewest threads for requests that a server has, most are left. */
    private static final int MOST_WAITING = 2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final transient ClaimWait wait = new ClaimWait(MOST_WAITING, LONGEST_WAIT);

    @Inject
    transient Sockets sockets;

    @Inject
    transient Admission admission;

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

    @Inject
    transient Answers answers;

    /** Answers whatever may not, or cannot, be opened; a stream that opens is its subscriber's to write and to end. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String origin = request.getHeader("Origin");
        cors.headers(origin).forEach(response::setHeader);
        Response answer = answer(() -> switch (request.getMethod()) {
            case "GET" -> admit(request, response);
            // Fetch, section "CORS-preflight fetch".
            case "OPTIONS" -> cors.preflight(origin, "GET");
            default -> throw new NotAllowedException("GET", new String[] {"OPTIONS"});
        });
        if (answer != null) {
            send(answer, request, response);
        }
    }

    private void send(Response answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        HeldAnswer held = answers.holdLast(response);
        ServletAnswer.write(answer, held);
        answers.send(held, request);
    }

    private interface Step {
        @Nullable
        Response take() throws IOException;
    }

    /** The answer that a step comes to; null where there is none from here any more. */
    private @Nullable Response answer(Step step) throws IOException {
        try {
            return step.take();
        } catch (Unavailable e) {
            traffic.noteTurnedAway(e instanceof KeysUnavailable ? TurnAway.ISSUER : TurnAway.MONGODB);
            return comeBack();
        } catch (TurnedAway e) {
            traffic.noteTurnedAway(e.why());
            return comeBack();
        } catch (RuntimeException e) {
            return new ProblemMapper().toResponse(e);
        }
    }

    /** Asks for the socket, and has the stream begin when that is known, in another thread; the answer where it may not. */
    private @Nullable Response admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.ofQuery(request.getQueryString(), LastEventId.VERBATIM);
        Optional<Function<StreamRequest, CompletionStage<Claim>>> way = admission.find(request, parameters);
        String socket = way.isPresent() ? "" : parameters.require("socket");
        StreamRequest wanted = StreamRequest.of(request, parameters);
        TurnAway obstacle = obstacle(socket);
        if (obstacle != null) {
            traffic.noteTurnedAway(obstacle);
            return comeBack();
        }
        CompletionStage<Claim> claim = way.map(claiming -> claiming.apply(wanted))
                .orElseGet(() -> sockets.claim(socket, wanted.channels(), wanted.patterns())
                        .thenApply(found -> found.orElseThrow(Sockets::unknown)));
        if (hasBody(request)) {
            return beginHere(claim, wanted, request, response);
        }
        startAsync(request);
        CompletionStage<Claim> unused = claim.whenComplete(
                (made, failure) -> goOn(() -> ClaimWait.made(made, failure), wanted, request, response));
        return null;
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** The server takes no time-out any more once the request's thread has left. */
    private static void startAsync(HttpServletRequest request) {
        request.startAsync().setTimeout(0);
    }

    /**
     * In the request's thread: a body that nobody reads, a server may wait for where another thread answers. No browser sends
     * any with this, so few wait, and no longer than for a claim that MongoDB makes when all is well.
     */
    private @Nullable Response beginHere(
            CompletionStage<Claim> claim,
            StreamRequest wanted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Claim made = wait.forClaim(claim, leases::release);
        startAsync(request);
        return begin(made, wanted, request, response) ? null : comeBack();
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

    /** In a thread that is no request's: has the stream begin, or answers. */
    private void goOn(
            Supplier<Claim> claim, StreamRequest wanted, HttpServletRequest request, HttpServletResponse response) {
        try {
            Response answer = answer(() -> begin(claim.get(), wanted, request, response) ? null : comeBack());
            if (answer != null) {
                send(answer, request, response);
            }
        } catch (IOException | IllegalStateException gone) {
            // Whoever has left is not there to be answered.
        }
    }

    /** False where the browser is to come back later. */
    private boolean begin(Claim claim, StreamRequest wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean opened = false;
        try {
            if (draining.isBegun()) {
                // While MongoDB was asked.
                traffic.noteTurnedAway(TurnAway.DRAINING);
                return false;
            }
            Socket socket = claim.socket();
            Duration age = claim.hasTicket() ? sockets.age(socket) : Duration.ZERO;
            Start from = new Start(wanted.lastEventId(), socket.position(), age);
            opened = opener.open(claim, wanted, from, admission::begin, request, response);
            return opened;
        } finally {
            if (!opened) {
                leases.release(claim);
            }
        }
    }

    /** Any status but 200 would be the end for an EventSource; so it is told to come back, and the stream ends. */
    static Response comeBack() {
        return Response.ok(SseFrame.retry(ControlFrames.retry()), StreamOpener.CONTENT_TYPE)
                .header("Cache-Control", StreamOpener.CACHE_CONTROL)
                .build();
    }
}
