package dev.eventsource.broker.ledger.judge;

/**
 * Where a message stands among those that it is ordered with.
 *
 * @param row what is in order with itself, and with nothing else
 * @param number in the row; the same only for tries of one event
 */
record Place(Object row, long number) {}
