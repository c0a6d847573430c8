package dev.eventsource.broker.stats;

/**
 * Deliveries to add to a bucket.
 *
 * @param slot whose, and when
 * @param deliveries how many, from 1
 */
record Count(Slot slot, long deliveries) {}
