package dev.eventsource.broker.body;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.ProblemMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call that had to wait for its body, which is there now. Whoever observes it and has no answer to it yet takes it, rather
 * than have the server dispatch it: Payara goes on with the request of a dispatched call that is then suspended, whether or
 * not it has been answered by then and serves another caller. For one thread.
 */
public final class ReadCall {
    private final HttpServletRequest head;
    private final byte[] body;
    private @Nullable CompletionStage<Response> answer;

    ReadCall(HttpServletRequest head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    private String method() {
        return head.getMethod();
    }

    /** Below the context's root, decoded and without parameters. */
    private String path() {
        return Objects.requireNonNullElse(head.getServletPath(), "")
                + Objects.requireNonNullElse(head.getPathInfo(), "");
    }

    /** What it says of who makes it; null: nothing. */
    public @Nullable String authorization() {
        return head.getHeader(HttpHeaders.AUTHORIZATION);
    }

    /** Its parameters where they all stand in the query; a problem where it may not have these. */
    public Parameters query() {
        return Parameters.ofQuery(head.getQueryString());
    }

    /** Its parameters; a problem where it may not have these. */
    public Parameters parameters(long maxBytes) {
        return Parameters.of(head.getQueryString(), head.getContentType(), body, maxBytes);
    }

    /** The call's head, of which nothing may be asked once it has been answered. */
    public HttpServletRequest head() {
        return head;
    }

    /**
     * Takes the call, if it is this one: it is answered when the stage is complete, which must not fail.
     *
     * @param called what is to be done, by what of the path is whose
     */
    public void take(String method, Pattern path, Function<Matcher, CompletionStage<Response>> called) {
        Matcher its = path.matcher(path());
        boolean isIt = method.equals(method()) || (method.equals("GET") && method().equals("HEAD"));
        if (isIt && its.matches()) {
            answer = called.apply(its);
        }
    }

    void refuse(RuntimeException refusal) {
        answer = CompletableFuture.completedFuture(new ProblemMapper().toResponse(refusal));
    }

    @Nullable
    CompletionStage<Response> answer() {
        return answer;
    }
}
