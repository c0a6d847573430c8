package dev.eventsource.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What no head may have, whatever its call. Servers differ in what they make of it, so the broker refuses it itself. */
public final class RequestHead {
    /** Of which others would believe another one than the broker. */
    private static final List<String> SINGLE = List.of("Host", "Authorization");

    private static final String CODING = "Transfer-Encoding";

    /** What every server has room for: of more digits WildFly lets pass what comes to little when it is counted round. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private RequestHead() {}

    /** Why it is refused; null where nothing is wrong with it. */
    public static @Nullable RuntimeException refusal(HttpServletRequest head) {
        if (!RequestPath.isWellFormed(head.getRequestURI())) {
            return Problem.malformedPath();
        }
        if (isFramedInDoubt(head)) {
            return Problem.badRequest(
                    "Send either Content-Length, once and in 1 to 18 digits, or 'Transfer-Encoding: chunked', and nothing else in it.");
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
        List<String> lengths = Collections.list(head.getHeaders("Content-Length"));
        return codings.isEmpty() ? !lengths.isEmpty() && !isLength(lengths) : !lengths.isEmpty() || !isChunked(codings);
    }

    private static boolean isLength(List<String> lengths) {
        return lengths.size() == 1 && LENGTH.matcher(lengths.get(0).strip()).matches();
    }

    private static boolean isChunked(List<String> codings) {
        return codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked");
    }
}
