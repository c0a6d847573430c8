package dev.eventsource.broker.bench;

/**
 * How many times another's figure a broker's is, both measured in the same rounds: it outlives the machine.
 *
 * @param name the mode, the broker and, behind a slash, the other
 */
record Ratio(String name, double is) {}
