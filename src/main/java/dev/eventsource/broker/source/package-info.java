/**
 * Exchanges that others have made, and the rules by which their messages become events: what the setting {@code SOURCES} says.
 *
 * <p>A source's exchange is bound to the broker's own, exchange to exchange, so that its messages come in by the one log that all nodes
 * read, in one order with all others. RabbitMQ leaves a message's first exchange and its routing key as they were, whichever
 * bindings it goes by, and keeps both in a stream; so the rules can tell by them, and a message of the broker's own exchange costs
 * no more than the look at where it is from.
 *
 * <p>A {@link dev.eventsource.broker.source.Format} makes {@link dev.eventsource.broker.source.Content} of a message, and the first
 * {@link dev.eventsource.broker.source.Rule} that matches it makes the event. All nodes read the same messages by rules of their own,
 * and so must have the same: each tells a digest of its rules, and one that hears of another says so.
 */
@NullMarked
package dev.eventsource.broker.source;

import org.jspecify.annotations.NullMarked;
