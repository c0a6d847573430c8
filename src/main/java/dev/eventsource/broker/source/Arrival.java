package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;

/**
 * A message as it came from another exchange than the broker's own.
 *
 * @param exchange that it was published to
 * @param routingKey as its publisher gave it
 * @param properties with its headers
 * @param body one byte longer than any event's where it is longer than that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array without a copy
public record Arrival(String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) {
    /** What its headers take in memory, about. */
    public long headerBytes() {
        return HeaderBytes.of(properties.getHeaders());
    }
}
