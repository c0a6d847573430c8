package dev.eventsource.broker.stream;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.http.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last event that a browser says it has. Stateless, so any thread may ask. */
public final class LastEventId {
    /**
     * What the parameter is called, and what polyfills of EventSource and clients of other hubs call it. As the header, they are
     * taken however malformed.
     */
    public static final Set<String> VERBATIM =
            Set.of("last-event-id", "lastEventId", "lastEventID", "last_event_id", "evs_last_event_id");

    private LastEventId() {}

    /** The id, of the header before that of a parameter; null where there is none. */
    public static @Nullable String of(HttpServletRequest request, Parameters parameters) {
        String header = request.getHeader("Last-Event-ID");
        // Those who stand in for a browser add the id when they reconnect, under any name, behind what the page's
        // address says.
        String id = header == null || header.isEmpty() ? parameters.last(VERBATIM) : decode(header);
        return id.isEmpty() ? null : id;
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
}
