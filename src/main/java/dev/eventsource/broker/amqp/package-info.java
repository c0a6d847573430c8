/**
 * RabbitMQ: the feed that every event comes from, and the publisher that brings events of callers to it.
 *
 * <p>The feed is an exclusive, auto-deleted queue of this node's own on the fanout exchange, read by a JMS message
 * listener. What is published while that queue is away is not known to anyone, so the log gets a gap before the first
 * message of each new queue.
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
