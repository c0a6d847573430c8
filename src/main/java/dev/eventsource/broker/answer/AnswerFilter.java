package dev.eventsource.broker.answer;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ServletAnswer;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands around the calls that may have large answers, which are those that ask for something. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class AnswerFilter extends HttpFilter {
    private static final String STREAM = "/eventsource";

    /** What every server has room for, however little of what it was given before is read. */
    private static final int SMALL = 4 << 10;

    private static final long LONGEST_MILLIS = 20_000;

    @Inject
    transient AnswerBudget budget;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("GET")
                || request.getServletPath().equals(STREAM)
                || !request.isAsyncSupported()) {
            chain.doFilter(request, response);
            return;
        }
        HeldAnswer held = new HeldAnswer(response);
        chain.doFilter(request, held);
        // Where it waits for its body instead, it is answered elsewhere.
        if (!request.isAsyncStarted()) {
            send(held.body(), request, response);
        }
    }

    private void send(byte[] body, HttpServletRequest request, HttpServletResponse response) {
        try {
            if (body.length <= SMALL) {
                response.getOutputStream().write(body);
            } else if (budget.take(body.length)) {
                sendAsItIsRead(body, request, response);
            } else {
                response.reset();
                String reason = "Too many answers wait to be read; try again later.";
                ServletAnswer.write(Problem.unavailable(reason).getResponse(), response);
            }
        } catch (IOException gone) {
            // Whoever asked does not want to know any more.
        }
    }

    /**
     * The last on its connection, so that no client that takes too long is left with a part of it and what comes next. In
     * another thread: what is complete before this one leaves, Payara has it go on with the next call from within this one,
     * so that many end its stack.
     */
    private void sendAsItIsRead(byte[] body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Connection", "close");
        AsyncContext call = request.startAsync();
        call.setTimeout(LONGEST_MILLIS);
        ServletOutputStream output = response.getOutputStream();
        AnswerWriter writer = new AnswerWriter(call, output, body, () -> budget.release(body.length));
        call.addListener(writer);
        call.start(() -> output.setWriteListener(writer));
    }
}
