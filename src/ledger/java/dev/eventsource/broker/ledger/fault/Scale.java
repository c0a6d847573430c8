package dev.eventsource.broker.ledger.fault;

/**
 * How bad it may be, in milliseconds.
 *
 * @param outage how long something is away
 * @param freeze how long a node is frozen, or a network silent
 * @param stall how long a slow reader reads nothing
 * @param away how long a subscriber is away that comes back behind the end of the history
 * @param burst how many large events overrun a slow reader
 */
public record Scale(Length outage, Length freeze, Length stall, long away, int burst) {
    /** How long a fault lasts. */
    public record Length(long shortest, long longest) {}
}
