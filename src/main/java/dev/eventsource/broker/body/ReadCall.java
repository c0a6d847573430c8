package dev.eventsource.broker.body;

import dev.eventsource.broker.http.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
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

    /** Its method, as {@code POST}. */
    public String method() {
        return head.getMethod();
    }

    /** Its path below the context's root, decoded and without parameters. */
    public String path() {
        return Objects.requireNonNullElse(head.getServletPath(), "")
                + Objects.requireNonNullElse(head.getPathInfo(), "");
    }

    /** What it says of who makes it; null: nothing. */
    public @Nullable String authorization() {
        return head.getHeader(HttpHeaders.AUTHORIZATION);
    }

    /** Its parameters; a problem where it may not have these. */
    public Parameters parameters(long maxBytes) {
        return Parameters.of(head.getQueryString(), head.getContentType(), body, maxBytes);
    }

    /** Takes the call: it is answered when the stage is complete, which must not fail. */
    public void take(CompletionStage<Response> answer) {
        this.answer = answer;
    }

    @Nullable
    CompletionStage<Response> answer() {
        return answer;
    }
}
