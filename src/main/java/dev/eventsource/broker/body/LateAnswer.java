package dev.eventsource.broker.body;

import dev.eventsource.broker.answer.Answers;
import dev.eventsource.broker.answer.HeldAnswer;
import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.http.TraceParent;
import jakarta.enterprise.event.Event;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** The answer to a call that somebody has taken, in whichever thread it comes to be; the first one counts. */
final class LateAnswer {
    private final AsyncContext call;
    private final Answers answers;
    private final Event<ReadCall> readCalls;
    private final Cors cors;
    private final HeldAnswer held;
    private final AtomicBoolean given = new AtomicBoolean();

    /** For the thread that has just suspended it. */
    LateAnswer(AsyncContext call, Answers answers, Event<ReadCall> readCalls, Cors cors) {
        this.call = call;
        this.answers = answers;
        this.held = answers.hold(call);
        this.readCalls = readCalls;
        this.cors = cors;
    }

    /** Whether somebody takes the call with this body, which is answered then; false: it is to be dispatched. */
    boolean isAwaited(byte[] body) {
        HttpServletRequest request = (HttpServletRequest) call.getRequest();
        ReadCall read = new ReadCall(request, body);
        TraceParent.begin(request);
        try {
            if (!read.isPlain()) {
                throw new NotFoundException();
            }
            readCalls.fire(read);
        } catch (RuntimeException refusal) {
            read.refuse(refusal);
        } finally {
            TraceParent.end();
        }
        CompletionStage<Response> answer = read.answer();
        if (answer != null) {
            CompletionStage<Void> unused = answer.thenAccept(this::give);
        }
        return answer != null;
    }

    /** The server is about to give the call up, which nobody has answered. */
    void onTimeout() {
        give(Problem.unavailable("The answer took too long; nothing was promised, so try again.")
                .getResponse());
    }

    private void give(Response answer) {
        if (!given.compareAndSet(false, true)) {
            return;
        }
        try {
            ServletAnswer.write(answer, cors, (HttpServletRequest) call.getRequest(), held);
            answers.send(held, call);
        } catch (IOException | IllegalStateException gone) {
            // Whoever broke off is not there to be told.
            Answers.complete(call);
        }
    }
}
