package dev.eventsource.broker.stream;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asks for.
 *
 * @param channels some of the socket's channels; empty: all of them
 * @param lastEventId the last event that it has; null: none
 * @param isLongPoll whether it wants one answer rather than a stream
 */
record StreamRequest(List<String> channels, @Nullable String lastEventId, boolean isLongPoll) {
    static StreamRequest of(HttpServletRequest request, Parameters parameters, List<String> channels) {
        return new StreamRequest(channels, lastEventId(request, parameters), isLongPoll(request, parameters));
    }

    private static @Nullable String lastEventId(HttpServletRequest request, Parameters parameters) {
        String header = request.getHeader("Last-Event-ID");
        String id = header == null || header.isEmpty()
                ? parameters.find("last-event-id").orElse("")
                : decode(header);
        return id.isEmpty() ? null : id;
    }

    /** A browser sends the id as bytes of UTF-8, of which a servlet makes characters one by one. */
    private static String decode(String header) {
        try {
            return Utf8.decode(header.getBytes(StandardCharsets.ISO_8859_1));
        } catch (CharacterCodingException e) {
            throw Problem.badRequest("The header Last-Event-ID is not UTF-8.");
        }
    }

    private static boolean isLongPoll(HttpServletRequest request, Parameters parameters) {
        return "XMLHttpRequest".equals(request.getHeader("X-Requested-With"))
                || parameters.find("transport").filter("long-poll"::equals).isPresent();
    }
}
