package dev.eventsource.broker.amqp;

import org.jspecify.annotations.Nullable;

/**
 * A message of the broker's own, which nobody waits for.
 *
 * @param exchange where it goes; empty: straight to the queue that the routing key names
 * @param type what marks it among others; null: it needs no mark
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Post(String exchange, String routingKey, @Nullable String type, byte[] body) {}
