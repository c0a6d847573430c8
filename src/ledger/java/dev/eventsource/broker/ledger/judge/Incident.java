package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Moment;

/**
 * Something bad that was done to a part of the site.
 *
 * @param kind as the figures name it
 * @param node that it was done to; {@link #EVERY_NODE} for what all stand on
 * @param effect on the node's feed
 * @param from when it began
 * @param to when all was well again
 */
public record Incident(String kind, String node, Effect effect, long from, long to) {
    public static final String EVERY_NODE = "*";

    /** What becomes of a node's feed. */
    public enum Effect {
        KEEPS_FEED,
        /** The connection to RabbitMQ may be lost, behind which a feed without a memory has missed events. */
        MAY_LOSE_FEED,
        /** That connection is lost for certain. */
        LOSES_FEED,
        /** The exchange hands nothing on for a while, whatever the feed. */
        LOSES_BINDING,
        /** The stream is gone with all that it held, and another one takes its place. */
        LOSES_STREAM;

        /** Whether {@code feed-gap} may be told of it. */
        boolean mayLeaveGap(boolean isStreamFeed) {
            return isStreamFeed ? breaksTopology() : this != KEEPS_FEED;
        }

        /** Whether {@code feed-gap} has to be told of it, to everyone. */
        boolean leavesGap(boolean isStreamFeed) {
            return breaksTopology() || (!isStreamFeed && this == LOSES_FEED);
        }

        /** Whether what is published may come in late. */
        boolean mayHoldUp() {
            return this == MAY_LOSE_FEED || this == LOSES_FEED;
        }

        private boolean breaksTopology() {
            return this == LOSES_BINDING || this == LOSES_STREAM;
        }
    }

    boolean concerns(String other) {
        return node.equals(EVERY_NODE) || node.equals(other);
    }

    boolean overlaps(long begin, long end) {
        return from <= end && to >= begin;
    }

    @Override
    public String toString() {
        return "%s of %s from %s to %s".formatted(kind, node, Moment.text(from), Moment.text(to));
    }
}
