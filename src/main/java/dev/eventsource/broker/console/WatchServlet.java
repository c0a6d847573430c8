package dev.eventsource.broker.console;

import dev.eventsource.broker.answer.Answers;
import dev.eventsource.broker.answer.HeldAnswer;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.SafetyFilter;
import dev.eventsource.broker.http.ServletAnswer;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.operator.Session;
import dev.eventsource.broker.operator.Sessions;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAllowedException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@code GET /admin/events}: an operator's page watches all nodes, for as long as its session stands, or the token that it was opened with. */
@WebServlet(urlPatterns = "/admin/events", asyncSupported = true)
public class WatchServlet extends HttpServlet {
    @Inject
    transient Operator operator;

    @Inject
    transient Sessions sessions;

    @Inject
    transient Watch watch;

    @Inject
    transient Answers answers;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (!request.getMethod().equals("GET")) {
                throw new NotAllowedException("GET", new String[0]);
            }
            operator.require(request);
            open(request, response);
        } catch (RuntimeException refusal) {
            HeldAnswer held = answers.holdLast(response);
            ServletAnswer.write(new ProblemMapper().toResponse(refusal), held);
            answers.send(held, request);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Session> session = sessions.find(request);
        Instant end = operator.end(request);
        BooleanSupplier mayStay = () ->
                Instant.now().isBefore(end) && session.map(sessions::stands).orElse(true);
        ServletOutputStream output = response.getOutputStream();
        Watcher watcher = watch.admit(() -> {
            setHead(response);
            AsyncContext call = request.startAsync();
            call.setTimeout(0);
            return new Watcher(call, output, mayStay);
        });
        output.setWriteListener(watcher);
    }

    private static void setHead(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        SafetyFilter.HEADERS.forEach(response::setHeader);
    }
}
