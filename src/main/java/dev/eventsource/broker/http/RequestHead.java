package dev.eventsource.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What no head may have, whatever its call. Servers differ in what they make of it, so the broker refuses it itself. */
public final class RequestHead {
    /** Of which others would believe another one than the broker. */
    private static final List<String> SINGLE = List.of("Host", "Authorization");

    private static final String CODING = "Transfer-Encoding";

    private RequestHead() {}

    /** Why it is refused; null where nothing is wrong with it. */
    public static @Nullable RuntimeException refusal(HttpServletRequest head) {
        if (!RequestPath.isWellFormed(head.getRequestURI())) {
            return Problem.malformedPath();
        }
        if (isFramedInDoubt(head)) {
            return Problem.badRequest(
                    "Send either Content-Length or 'Transfer-Encoding: chunked', and nothing else in it.");
        }
        return SINGLE.stream()
                .filter(name -> Collections.list(head.getHeaders(name)).size() > 1)
                .findFirst()
                .map(name -> Problem.badRequest("The header '%s' stands more than once; send it once.".formatted(name)))
                .orElse(null);
    }

    /** Of whose end others would believe something else than the broker (RFC 9112, section 6.3). */
    private static boolean isFramedInDoubt(HttpServletRequest head) {
        List<String> codings = Collections.list(head.getHeaders(CODING));
        return !codings.isEmpty()
                && (head.getHeader("Content-Length") != null
                        || codings.size() > 1
                        || !codings.get(0).strip().equalsIgnoreCase("chunked"));
    }
}
