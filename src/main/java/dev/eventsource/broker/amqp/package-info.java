/**
 * RabbitMQ: the feed that every event comes from, and the publisher that brings events of callers to it.
 *
 * <p>The feed reads a queue on the fanout exchange by a JMS message listener, from one of two sources. The {@link
 * dev.eventsource.broker.amqp.LogStream} is a RabbitMQ stream that all nodes read: its offsets are the one order of events,
 * and a node that was away goes on where it was. A {@link dev.eventsource.broker.amqp.NodeQueue} is this node's own and gone
 * with its connection; what is published meanwhile is not known to anyone, so the log gets a gap before the first message of
 * each new queue. Which is read is chosen at each connection, for the server may be another one.
 *
 * <p>A node that comes back to the stream asks for the last message that it has, not for the next: only so it notices that
 * the stream was trimmed past its place or made anew, either of which RabbitMQ answers with whatever it has.
 *
 * <p>Whether a node has everything is asked by marks that it puts into its own queue, straight and not through the exchange:
 * a queue's length tells nothing of that, and a stream's last chunk no more than about where its end was. The feed counts as
 * bound only when its first mark has come in.
 *
 * <p>rabbitmq-jms is used for the listener alone, with three precautions. Its connection is never recovered by itself; one
 * loop here connects, declares, listens and waits for the loss. Messages reach it without their headers, since it would
 * convert by them, and fail, before the listener could refuse. And its listener never throws, for that would end the
 * consumer in silence.
 *
 * <p>Publishing uses the AMQP client itself, on a connection of its own (RabbitMQ slows publishers by connection, which
 * must not slow the feed), with confirms and {@code mandatory}: a message that RabbitMQ took but could not route is
 * returned, and its caller told to send it again.
 *
 * <p>Signals between nodes come in on the feed's connection and go out on the publisher's. Their queue is this node's own,
 * gone with its connection: a node that is away misses them, as {@link dev.eventsource.broker.cluster} says it may.
 */
@NullMarked
package dev.eventsource.broker.amqp;

import org.jspecify.annotations.NullMarked;
