/**
 * What an event is, how a message's JSON becomes one, and how one is written as a frame of an event stream.
 *
 * <p>What counts as a refused message stands here: what is no JSON object of the right types in {@link
 * dev.eventsource.broker.event.EventJson}, what an event may not have in {@link dev.eventsource.broker.event.EventRules}, which
 * are the same for messages from the exchange and for calls over HTTP. A broken rule is a {@link
 * dev.eventsource.broker.event.RefusedEvent} with one of the reasons that are counted. JSON is read with the server's
 * JSON-P parser as a stream of tokens, since only that keeps numbers as they were written.
 *
 * <p>The broker itself sends events under names that are refused to publishers. They come in by the exchange as all others
 * do, so each bears a {@link dev.eventsource.broker.event.Seal} that only nodes can make.
 */
@NullMarked
package dev.eventsource.broker.event;

import org.jspecify.annotations.NullMarked;
