/** The way from RabbitMQ: what the exchange may bring, and what may become of the server, the exchange, queues and the stream. */
@NullMarked
package dev.eventsource.broker.it.amqp;

import org.jspecify.annotations.NullMarked;
