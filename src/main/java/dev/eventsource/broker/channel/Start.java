package dev.eventsource.broker.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From where a stream is to begin.
 *
 * @param lastEventId the last event that the browser has; null: none, so that the ticket counts
 * @param ticketPosition the event id of where the log stood when the socket was opened, on whichever node
 * @param ticketAge how long ago that was, for where that id means nothing to this node
 * @param fromFirst of updates alone: whether the last event is the first of all that have its id
 */
public record Start(@Nullable String lastEventId, String ticketPosition, Duration ticketAge, boolean fromFirst) {
    /** From behind the latest that it may have had. */
    public Start(@Nullable String lastEventId, String ticketPosition, Duration ticketAge) {
        this(lastEventId, ticketPosition, ticketAge, false);
    }
}
