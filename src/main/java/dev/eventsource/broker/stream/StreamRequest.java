package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.socket.ChannelPatterns;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asks for.
 *
 * @param channels some of the socket's channels
 * @param patterns some of the socket's patterns; neither of both: all that it has
 * @param lastEventId the last event that it has; null: none
 * @param isLongPoll whether it wants one answer rather than a stream
 * @param tellsChannels whether it wants to be told of which channels events are
 * @param received when it came, by {@link System#nanoTime}
 */
record StreamRequest(
        List<String> channels,
        List<ChannelPattern> patterns,
        @Nullable String lastEventId,
        boolean isLongPoll,
        boolean tellsChannels,
        long received) {
    /** What the parameter is called, and behind that what polyfills of EventSource and clients of other hubs call it. */
    private static final List<String> ID_SPELLINGS =
            List.of("last-event-id", "lastEventId", "lastEventID", "last_event_id", "evs_last_event_id");

    /** Parameters that, as the header, are taken however malformed. */
    static final Set<String> VERBATIM = Set.copyOf(ID_SPELLINGS);

    static StreamRequest of(HttpServletRequest request, Parameters parameters) {
        return new StreamRequest(
                channels(parameters),
                ChannelPatterns.of(parameters),
                lastEventId(request, parameters),
                isLongPoll(request, parameters),
                parameters.find("tell").filter("channel"::equals).isPresent(),
                System.nanoTime());
    }

    /** A stream holds their names for as long as it lasts, and no event can be on one that is none. */
    private static List<String> channels(Parameters parameters) {
        List<String> names = parameters.all("channel").stream().distinct().toList();
        if (!names.stream().allMatch(EventRules::isName)) {
            throw Problem.badRequest("'channel' takes 1 to 255 characters, none of them a control character.");
        }
        return names;
    }

    private static @Nullable String lastEventId(HttpServletRequest request, Parameters parameters) {
        String header = request.getHeader("Last-Event-ID");
        String id = header == null || header.isEmpty() ? parameter(parameters) : decode(header);
        return id.isEmpty() ? null : id;
    }

    /** Those who stand in for a browser add the id when they reconnect, behind what the page's address says. */
    private static String parameter(Parameters parameters) {
        return ID_SPELLINGS.stream()
                .flatMap(name -> parameters.all(name).stream())
                .filter(id -> !id.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    /**
     * A browser sends the id as bytes of UTF-8, of which a servlet makes characters one by one; those of others that are
     * none of UTF-8 were sent as these very characters. Any answer but 200 would be the end for an EventSource.
     */
    private static String decode(String header) {
        try {
            return Utf8.decode(header.getBytes(StandardCharsets.ISO_8859_1));
        } catch (CharacterCodingException notUtf8) {
            return header;
        }
    }

    private static boolean isLongPoll(HttpServletRequest request, Parameters parameters) {
        return "XMLHttpRequest".equals(request.getHeader("X-Requested-With"))
                || parameters.find("transport").filter("long-poll"::equals).isPresent();
    }
}
