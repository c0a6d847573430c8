package dev.eventsource.broker.channel;

/** How a stream begins: where its cursor was placed, and what the browser is told of it. */
public sealed interface Opening {
    /** From where the socket was opened, or from the newest event on. */
    record Fresh() implements Opening {}

    /**
     * Everything after an event is still held.
     *
     * @param from the id of that event
     * @param replayed how many events are held behind it
     */
    record Resumed(String from, int replayed) implements Opening {}

    /** The place may lie ahead of what has come in here; when the feed has caught up, it is known or will never be. */
    record Ahead() implements Opening {}

    /** Events may be missed; the stream goes on with what comes from now on. */
    record Reset(ResetReason reason) implements Opening {}
}
