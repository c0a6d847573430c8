/**
 * Publishing: what a user's server or a browser sends becomes a message on the exchange, and is answered only
 * when RabbitMQ has taken it, without a thread that waits for that. Nothing is delivered from here; the event comes back in as any other message does.
 *
 * <p>The {@link dev.eventsource.broker.publish.Publisher} is this node's one way out to RabbitMQ, for the marks of the feed,
 * the signals of the nodes and the broker's own events too. It uses the AMQP client itself, on a connection of its own, with
 * confirms and {@code mandatory}: a message that RabbitMQ took but could not route is returned, and its caller told to send
 * it again. One thread sends what all others publish, from a bounded queue: so one alone hangs when RabbitMQ does, with many
 * messages in flight and RabbitMQ's word on them in any order. The socket is kept beside the client's connection, whose own
 * ways to end wait for the very write that hangs.
 */
@NullMarked
package dev.eventsource.broker.publish;

import org.jspecify.annotations.NullMarked;
