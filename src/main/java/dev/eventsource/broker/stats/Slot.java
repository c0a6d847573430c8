package dev.eventsource.broker.stats;

/**
 * A user's bucket of time.
 *
 * @param user the user's key
 * @param bucket its number among all buckets of its length
 */
record Slot(String user, long bucket) {}
