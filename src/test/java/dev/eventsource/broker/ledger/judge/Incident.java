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

    /** What becomes of a node's connection to RabbitMQ, behind which a feed without a memory has missed events. */
    public enum Effect {
        KEEPS_FEED,
        MAY_LOSE_FEED,
        LOSES_FEED
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
