package dev.eventsource.broker.body;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
    /** The server's name, where a proxy has put it there, and parameters of the path's parts. */
    private static final Pattern BESIDE_THE_PATH = Pattern.compile("^https?://[^/]*|;[^/]*", Pattern.CASE_INSENSITIVE);

    /** Empty parts, and those for this part and the one above it. */
    private static final Pattern DETOUR = Pattern.compile("//|/[.][.]?(/|$)");

    private final HttpServletRequest head;
    private final byte[] body;
    private final String path;
    private @Nullable CompletionStage<Response> answer;

    ReadCall(HttpServletRequest head, byte[] body) {
        this.head = head;
        this.body = body;
        this.path = path(head);
    }

    private String method() {
        return head.getMethod();
    }

    /** Below the context's root, as it was sent: decoded, a slash of a channel's name is as one of the path's. */
    private static String path(HttpServletRequest head) {
        String sent = BESIDE_THE_PATH.matcher(head.getRequestURI()).replaceAll("");
        return sent.substring(Math.min(head.getContextPath().length(), sent.length()));
    }

    /** Its parameters where they all stand in the query; a problem where it may not have these. */
    public Parameters query() {
        return Parameters.ofQuery(head.getQueryString());
    }

    /** Its parameters; a problem where it may not have these. */
    public Parameters parameters(long maxBytes) {
        return Parameters.of(head.getQueryString(), head.getContentType(), body, maxBytes);
    }

    /** Its body, whatever it is; a problem where it is longer than this. */
    public byte[] body(long maxBytes) {
        if (body.length > maxBytes) {
            throw Problem.bodyTooLarge(maxBytes);
        }
        return body;
    }

    /** The call's head, of which nothing may be asked once it has been answered. */
    public HttpServletRequest head() {
        return head;
    }

    /**
     * Takes the call, if it is this one: it is answered when the stage is complete, which must not fail.
     *
     * @param form of the call's path, with a group for what of it is whose, as far as there is such
     * @param called what is to be done, by that group, decoded; empty where the path has none
     */
    public void take(String method, Pattern form, Function<String, CompletionStage<Response>> called) {
        Matcher its = form.matcher(path);
        boolean isIt = method.equals(method()) || (method.equals("GET") && method().equals("HEAD"));
        if (isIt && its.matches()) {
            answer = called.apply(its.groupCount() == 0 ? "" : decoded(its.group(1)));
        }
    }

    /** A plus is one, outside of a query. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("The path has a '%' that begins no two hexadecimal digits; encode it as %25.");
        }
    }

    /** Whether the path goes nowhere but where it seems to: servers differ in what they make of others. */
    boolean isPlain() {
        return !DETOUR.matcher(path).find();
    }

    void refuse(RuntimeException refusal) {
        answer = CompletableFuture.completedFuture(new ProblemMapper().toResponse(refusal));
    }

    @Nullable
    CompletionStage<Response> answer() {
        return answer;
    }
}
