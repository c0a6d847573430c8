/**
 * What the nodes of one installation tell each other.
 *
 * <p>A signal is a hint that makes something happen at once: every node hears it, the sender too, through an exchange of
 * the broker's own beside the fanout exchange. It may be lost, while RabbitMQ is away or a node reconnects, so nothing may
 * depend on it alone: what it says also stands in MongoDB, where the next renewal of the connections finds it.
 *
 * <p>How signals travel is the business of package {@code amqp}, which takes what is told from here and brings what
 * others tell; who hears them observes the CDI event.
 */
@NullMarked
package dev.eventsource.broker.cluster;

import org.jspecify.annotations.NullMarked;
