package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.http.WellKnown;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who subscribes to the hub. Nothing is there where that is not switched on. */
@WebServlet(urlPatterns = WellKnown.MERCURE_SUBSCRIPTIONS + "/*", asyncSupported = true)
public class SubscriptionServlet extends HttpServlet {
    @Inject
    transient SubscriptionCalls calls;

    @Inject
    transient HubCors cors;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String origin = request.getHeader("Origin");
        CompletionStage<Response> answer;
        try {
            CompletionStage<Void> proof = calls.proof(request);
            if (!proof.toCompletableFuture().isDone()) {
                send(proof, request, response);
                return;
            }
            answer = answer(request, origin);
        } catch (RuntimeException refusal) {
            Response problem = new ProblemMapper().toResponse(refusal);
            ServletAnswer.write(calls.isOpen() ? cors.in(problem, origin) : problem, response);
            return;
        }
        send(answer, request.startAsync(), origin, response);
    }

    /** Goes on when the proof is there. */
    private void send(CompletionStage<Void> proof, HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        AsyncContext call = request.startAsync();
        send(proof.thenCompose(known -> answer(request, origin)), call, origin, response);
    }

    private void send(
            CompletionStage<Response> answer,
            AsyncContext call,
            @Nullable String origin,
            HttpServletResponse response) {
        CompletionStage<Void> unused = answer.exceptionally(ProblemMapper::ofStage)
                .thenAccept(given -> HubServlet.send(cors.in(given, origin), call, response));
    }

    private CompletionStage<Response> answer(HttpServletRequest request, @Nullable String origin) {
        if (!calls.isOpen()) {
            throw new NotFoundException();
        }
        return switch (request.getMethod()) {
            case "GET" -> calls.get(request);
            // Fetch, section "CORS-preflight fetch".
            case "OPTIONS" -> CompletableFuture.completedFuture(cors.preflight(origin, "GET"));
            default -> throw new NotAllowedException("GET", new String[] {"OPTIONS"});
        };
    }
}
