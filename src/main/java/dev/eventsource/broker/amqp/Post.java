package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;

/**
 * A message of the broker's own, which nobody waits for.
 *
 * @param exchange where it goes; empty: straight to the queue that the routing key names
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Post(String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) {}
