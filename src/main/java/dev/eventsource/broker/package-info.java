/**
 * The EventSource broker: messages of a RabbitMQ fanout exchange become server-sent events for browsers.
 *
 * <p>Every package below is a noun of the domain, and imports only what the table in {@code PackagesTest} allows it. The
 * root holds the JAX-RS application alone. Two packages stand under all others: {@link
 * dev.eventsource.broker.settings} and {@link dev.eventsource.broker.http}; they exist so that no other package needs
 * the root.
 *
 * <p>An event comes in through the exchange and by no other way: what this node publishes for a caller goes to RabbitMQ
 * and returns as any other message does, so that every node sees the same events.
 */
@NullMarked
package dev.eventsource.broker;

import org.jspecify.annotations.NullMarked;
