/**
 * What the nodes of one installation tell each other: signals, and the marks by which they know how far the feed is read.
 *
 * <p>A signal is a hint that makes something happen at once: every node hears it, the sender too, through an exchange of
 * the broker's own beside the fanout exchange. It may be lost, while RabbitMQ is away or a node reconnects, so nothing may
 * depend on it alone: what it says also stands in MongoDB, where the next renewal of the leases finds it.
 *
 * <p>A node's queue on that exchange is its own, gone with its connection, and a mark of its own shows that it is bound.
 * Signals come in on the feed's connection and go out on the publisher's; so {@code feed} and {@code publish} import this
 * package, and it neither of them. Who hears signals observes the CDI event.
 */
@NullMarked
package dev.eventsource.broker.cluster;

import org.jspecify.annotations.NullMarked;
