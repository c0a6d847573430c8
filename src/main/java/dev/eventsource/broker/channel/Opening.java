package dev.eventsource.broker.channel;

/** How a stream begins: where its cursor was placed, and what the browser is told of it. */
public sealed interface Opening {
    /**
     * From where the socket was opened, or from the newest event on.
     *
     * @param hasValues whether last values come first
     */
    record Fresh(boolean hasValues) implements Opening {
        Fresh() {
            this(false);
        }

        /**
         * What a browser that has had nothing yet is to come back with, to begin at this place.
         *
         * @param position the event id of where the socket was opened
         */
        public String placeToReturn(String position) {
            return hasValues ? PositionIds.beginning(position) : position;
        }
    }

    /**
     * Everything after an event is still held.
     *
     * @param from the id of that event, or of the place that the browser was told to come back with
     * @param replayed how many events are held behind it
     */
    record Resumed(String from, int replayed) implements Opening {}

    /** The place may lie ahead of what has come in here; when the feed has caught up, it is known or will never be. */
    record Ahead() implements Opening {}

    /** Events may be missed; the stream goes on with what comes from now on. */
    record Reset(ResetReason reason) implements Opening {}
}
