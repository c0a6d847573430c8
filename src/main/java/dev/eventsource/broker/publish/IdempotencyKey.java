package dev.eventsource.broker.publish;

import dev.eventsource.broker.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key}: draft-ietf-httpapi-idempotency-key-header, section 2.1, has it as a string of structured fields
 * (RFC 8941, section 3.3.3), in quotes. Many callers leave them out, so the same without them is taken as well.
 */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\])*)\"[ \\t]*(?:;.*)?");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9!#$%&'*+./:=@^_`|~-]+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
    private static final int LONGEST = 255;

    /** With quotes, each character escaped and something behind it that does not count. */
    private static final int LONGEST_FIELD = 1_000;

    private IdempotencyKey() {}

    /** What a call has under the header's name; for the thread of the request, after which servers know its head no more. */
    static List<String> given(HttpServletRequest head) {
        Enumeration<String> headers = head.getHeaders(HEADER);
        return headers == null ? List.of() : Collections.list(headers);
    }

    /** The key; null where a call has none, and a 400 problem where it is none. */
    static @Nullable String of(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        boolean isShort = values.size() == 1 && values.get(0).length() <= LONGEST_FIELD;
        String key = isShort ? parse(values.get(0).strip()) : "";
        if (key.isEmpty() || key.length() > LONGEST) {
            throw Problem.badRequest(
                    "Idempotency-Key takes one string of 1 to 255 characters of ASCII in quotes, such as \"8e03978e-40d5\".");
        }
        return key;
    }

    private static String parse(String value) {
        Matcher quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            return ESCAPED.matcher(quoted.group(1)).replaceAll("$1");
        }
        return BARE.matcher(value).matches() ? value : "";
    }
}
