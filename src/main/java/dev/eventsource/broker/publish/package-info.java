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
 *
 * <p>An event that is to come once carries its key in its message, and each node drops the second by itself, as it reads the log
 * ({@link dev.eventsource.broker.publish.OnceKeys}): nobody is asked and nothing is stored for it, so it holds for publishers over AMQP too. Which of
 * two that nodes publish at once is the first, nobody knows before both have come in; so the answer waits for a mark behind the event
 * ({@link dev.eventsource.broker.publish.OncePublisher}). To keep keys in MongoDB was the other way: a round trip and a write for each event, an
 * answer that is wrong where a node ends between the write and RabbitMQ's confirm, and nothing for AMQP.
 */
@NullMarked
package dev.eventsource.broker.publish;

import org.jspecify.annotations.NullMarked;
