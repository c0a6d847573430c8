package dev.eventsource.broker.event;

/**
 * That an event is a last value: of its channel, or of one key of it.
 *
 * @param key 1 to 255 characters without control characters; empty: it is the channel's own
 */
public record Retain(String key) {
    /** The channel's own last value. */
    public static final Retain CHANNEL = new Retain("");
}
