package dev.eventsource.broker.mercure;

import dev.eventsource.broker.answer.Answers;
import dev.eventsource.broker.answer.HeldAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.http.WellKnown;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The hub: {@code GET} subscribes, {@code POST} publishes. Nothing is there where it is not switched on. */
@WebServlet(urlPatterns = WellKnown.MERCURE, asyncSupported = true)
public class HubServlet extends HttpServlet {
    @Inject
    transient Hub hub;

    @Inject
    transient Proofs proofs;

    @Inject
    transient Subscriptions subscriptions;

    @Inject
    transient Publications publications;

    @Inject
    transient HubCors cors;

    @Inject
    transient Answers answers;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (hub.isOpen() && request.getMethod().equals("POST")) {
            publish(request, response);
            return;
        }
        CompletionStage<Void> proof = hub.isOpen() && request.getMethod().equals("GET")
                ? proofs.of(request, hub.subscribers())
                : CompletableFuture.completedFuture(null);
        if (proof.toCompletableFuture().isDone()) {
            send(answer(request, response), request, response);
            return;
        }
        request.startAsync().setTimeout(0);
        CompletionStage<Void> unused = proof.whenComplete((known, failure) -> goOn(request, response));
    }

    /** In a thread that is no request's; where the keys could not be had, that is found out once more. */
    private void goOn(HttpServletRequest request, HttpServletResponse response) {
        try {
            send(answer(request, response), request, response);
        } catch (IOException | RuntimeException gone) {
            // Whoever has left is not there to be answered; what nobody foresaw is to leave no call open.
            Answers.complete(request.getAsyncContext());
        }
    }

    private void send(@Nullable Response answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (answer == null) {
            return;
        }
        if (Answers.isStream(request)) {
            HeldAnswer held = answers.holdLast(response);
            ServletAnswer.write(answer, held);
            answers.send(held, request);
        } else {
            ServletAnswer.write(answer, response);
        }
    }

    /** Null where there is none from here any more, but a stream. */
    private @Nullable Response answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String origin = request.getHeader("Origin");
        try {
            hub.subscribers();
            Response answer = switch (request.getMethod()) {
                case "GET" -> subscriptions.open(request, response);
                // Fetch, section "CORS-preflight fetch".
                case "OPTIONS" -> cors.preflight(origin);
                default -> throw new NotAllowedException("GET", new String[] {"POST", "OPTIONS"});
            };
            return answer == null ? null : cors.in(answer, origin);
        } catch (Unavailable e) {
            return cors.in(subscriptions.turnAway(e), origin);
        } catch (RuntimeException e) {
            Response problem = new ProblemMapper().toResponse(e);
            return hub.isOpen() ? cors.in(problem, origin) : problem;
        }
    }

    /** The body is there already; RabbitMQ's word on it is not. */
    private void publish(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters;
        try {
            byte[] body = request.getInputStream().readAllBytes();
            long most = publications.maxBodyBytes();
            parameters = Parameters.of(request.getQueryString(), request.getContentType(), body, most);
        } catch (RuntimeException refusal) {
            Response problem = new ProblemMapper().toResponse(refusal);
            ServletAnswer.write(cors.in(problem, request.getHeader("Origin")), response);
            return;
        }
        AsyncContext call = request.startAsync();
        CompletionStage<Void> unused =
                publications.publish(parameters, request).thenAccept(given -> send(given, call, response));
    }

    static void send(Response answer, AsyncContext call, HttpServletResponse response) {
        try {
            ServletAnswer.write(answer, response);
        } catch (IOException | IllegalStateException gone) {
            // Whoever has left is not there to be answered.
        } finally {
            call.complete();
        }
    }
}
