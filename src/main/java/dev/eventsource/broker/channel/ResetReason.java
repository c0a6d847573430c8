package dev.eventsource.broker.channel;

/** Why events may be missed that cannot be replayed. */
public enum ResetReason {
    /** The id is not known here, or no longer. */
    UNKNOWN_ID("unknown-id"),
    /** The place is known, and known to be gone. */
    EVICTED("evicted"),
    /** The connection to RabbitMQ was lost, and what was published meanwhile with it. */
    FEED_GAP("feed-gap"),
    /** The subscriber read more slowly than events came in, until the history passed it. */
    SLOW_CONSUMER("slow-consumer");

    private final String text;

    ResetReason(String text) {
        this.text = text;
    }

    /** The reason as the browser gets it, such as {@code feed-gap}. */
    public String text() {
        return text;
    }
}
