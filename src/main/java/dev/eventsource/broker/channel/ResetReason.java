package dev.eventsource.broker.channel;

import java.util.Locale;

/** Why events may be missed that cannot be replayed. */
public enum ResetReason {
    /** The id is not known here, or no longer. */
    UNKNOWN_ID,
    /** The place is known, and known to be gone. */
    EVICTED,
    /** The connection to RabbitMQ was lost, and what was published meanwhile with it. */
    FEED_GAP,
    /** The subscriber read more slowly than events came in, until the history passed it. */
    SLOW_CONSUMER;

    /** The reason as the browser gets it, such as {@code feed-gap}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
