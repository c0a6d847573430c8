package dev.eventsource.broker.body;

import dev.eventsource.broker.answer.Answers;
import dev.eventsource.broker.answer.HeldAnswer;
import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.RequestHead;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.http.TraceParent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every call, so that no thread waits for a client's bytes: the call is made once its body is there, and
 * not at all where the body does not come, is too long, or is from somebody whom its head shows to be nobody. Being the first,
 * it also notes which trace a call is part of.
 */
@WebFilter(
        urlPatterns = "/*",
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC},
        asyncSupported = true)
public class BodyFilter extends HttpFilter {
    private static final byte[] NOTHING = {};
    private static final String CALL = LateCall.class.getName();
    private static final long LONGEST_MILLIS = 20_000;

    @Inject
    transient Bodies bodies;

    @Inject
    transient Answers answers;

    @Inject
    transient Cors cors;

    @Inject
    transient Event<ComingBody> comingBodies;

    @Inject
    transient Event<ReadCall> readCalls;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        TraceParent.begin(request);
        try {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                goOn(request, response, chain);
            } else {
                takeIn(request, response, chain);
            }
        } finally {
            TraceParent.end();
        }
    }

    private void takeIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        setFirstStatus(response);
        RuntimeException refusal = RequestHead.refusal(request);
        if (refusal != null) {
            refuse(refusal, request, response);
        } else {
            takeIn(new Announced(request), request, response, chain);
        }
    }

    /**
     * What nobody has set Payara sets to 200 when it is asked for it, as it does while the request's thread leaves; so it would
     * undo what another thread, which has the answer already, sets meanwhile.
     */
    private static void setFirstStatus(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
    }

    private void takeIn(
            Announced announced, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!announced.mayCome() || !request.isAsyncSupported()) {
            answers.answer(new ReadRequest(request, null), response, chain);
        } else if (announced.length() > bodies.longest()) {
            refuse(Problem.bodyTooLarge(bodies.longest()), request, response);
        } else {
            receive(announced, request, response, chain);
        }
    }

    private void receive(
            Announced announced, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        byte[] whole;
        try {
            whole = announced.whole();
        } catch (IOException brokenOff) {
            refuse(BodyReader.brokenOff(), request, response);
            return;
        }
        if (whole == null && announced.isForNobody()) {
            // The connection is closed rather than waited for.
            response.setHeader("Connection", "close");
            whole = NOTHING;
        }
        if (whole == null) {
            awaitRest(request, response);
        } else {
            answers.answer(new ReadRequest(request, whole), response, chain);
        }
    }

    private void awaitRest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ComingBody body = new ComingBody(request);
        RuntimeException refusal = refusalOf(body);
        if (refusal == null) {
            await(request, request.getInputStream(), body);
        } else {
            refuse(refusal, request, response);
        }
    }

    private @Nullable RuntimeException refusalOf(ComingBody body) {
        try {
            comingBodies.fire(body);
            return null;
        } catch (RuntimeException refusal) {
            return refusal;
        }
    }

    private void await(HttpServletRequest request, ServletInputStream in, ComingBody body) {
        AsyncContext context = request.startAsync();
        LateCall call = new LateCall(context, bodies, new LateAnswer(context, answers, readCalls, cors));
        BodyReader reader = new BodyReader(call, in, request.getContentLengthLong(), bodies.longest());
        request.setAttribute(CALL, call);
        context.setTimeout(LONGEST_MILLIS);
        context.addListener(call);
        CompletionStage<Void> unused = body.proof().whenComplete((proven, failure) -> {
            if (failure == null) {
                begin(context, call, body.owner(), () -> in.setReadListener(reader));
            } else {
                call.refuse(refusal(failure));
            }
        });
    }

    /** In another thread: where the request's begins to wait for more, Payara may miss what comes before it has left. */
    private static void begin(AsyncContext context, LateCall call, Owner owner, Runnable reading) {
        try {
            context.start(() -> {
                if (call.mayWait(owner)) {
                    reading.run();
                }
            });
        } catch (IllegalStateException over) {
            // The server has ended it, with its connection.
            call.release();
        }
    }

    private static RuntimeException refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RuntimeException refusal ? refusal : new IllegalStateException(failure);
    }

    private void goOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        LateCall call = (LateCall) request.getAttribute(CALL);
        if (call == null || !call.begin()) {
            // The call is over, and what the request had may be gone with it.
            return;
        }
        try {
            RuntimeException refusal = call.refusal();
            if (refusal == null) {
                chain.doFilter(new ReadRequest(request, call.body()), response);
            } else {
                refuse(refusal, request, response);
            }
        } finally {
            call.release();
        }
    }

    /** As the call itself would; and the connection is closed, for the rest of the body may still come. */
    private void refuse(RuntimeException refusal, HttpServletRequest request, HttpServletResponse response) {
        HeldAnswer held = answers.holdLast(response);
        try {
            ServletAnswer.write(new ProblemMapper().toResponse(refusal), cors, request, held);
            answers.send(held, request);
        } catch (IOException gone) {
            // Whoever broke off its body is not there to be told.
        }
    }
}
