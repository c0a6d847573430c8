package dev.eventsource.broker.ledger.event;

/**
 * What one publisher says on one channel: whatever else is promised, this stays in order.
 *
 * @param publisher its name, without a slash
 * @param channel without a slash
 */
public record Line(String publisher, String channel) {}
