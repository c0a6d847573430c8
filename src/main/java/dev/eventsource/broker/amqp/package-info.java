/**
 * Connecting to RabbitMQ: the servers that the settings name, what they say they are, and the exchange that events come
 * through. What is sent and heard over a connection is the business of the rooms that open one: {@code publish}'s, which all
 * messages of this node go out by, and {@code feed}'s, which all come in by. They are two, since RabbitMQ slows publishers by
 * connection, which must not slow the feed.
 *
 * <p>No connection is ever recovered by the client itself: what was declared, read and confirmed on it is known to who opened
 * it, and to nobody else.
 *
 * <p>What the publisher sees of a lost binding the feed has to look into; so that neither knows the other there is a {@link
 * dev.eventsource.broker.amqp.Doubt} between them.
 */
@NullMarked
package dev.eventsource.broker.amqp;

import org.jspecify.annotations.NullMarked;
