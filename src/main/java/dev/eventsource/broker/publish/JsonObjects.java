package dev.eventsource.broker.publish;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.http.Problem;
import jakarta.ws.rs.WebApplicationException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON objects of a body, each as it was written: one a line, or in an array. */
final class JsonObjects {
    /** How many there may be at most, so that one call takes a tenth of what may be on its way to RabbitMQ. */
    static final int MOST = 1_000;

    private static final Set<String> LINES = Set.of("application/x-ndjson", "application/ndjson", "application/jsonl");
    private static final String ARRAY = "application/json";

    private JsonObjects() {}

    /** What each object is to be read from, which need not be one; a problem where it cannot be told where they begin and end. */
    static List<String> of(@Nullable String contentType, byte[] body) {
        String type = contentType == null
                ? ""
                : contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!LINES.contains(type) && !type.equals(ARRAY)) {
            throw Problem.unsupported("Send JSON objects, one a line as application/x-ndjson, or an array of them as"
                    + " application/json.");
        }
        String text = decode(body);
        List<String> objects = type.equals(ARRAY) ? JsonArrayText.elements(text, MOST) : lines(text);
        if (objects.isEmpty()) {
            throw Problem.badRequest("The body has no event; send 1 to %d.".formatted(MOST));
        }
        return objects;
    }

    /** Without blank ones, such as behind the last. */
    private static List<String> lines(String text) {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(MOST + 1L).toList();
        if (lines.size() > MOST) {
            throw tooMany(MOST);
        }
        return lines;
    }

    static WebApplicationException tooMany(int most) {
        return Problem.tooLarge(
                "These are more than the %d events that one call may have; send them in several.".formatted(most));
    }

    private static String decode(byte[] body) {
        try {
            String text = Utf8.decode(body);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Problem.badRequest("The body is not UTF-8.");
        }
    }
}
