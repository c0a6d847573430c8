/**
 * The event streams of browsers: how they open, what is written to them and when they end.
 *
 * <p>The one call that is a servlet and not a JAX-RS resource. What JAX-RS keeps of a request until it ends, it would keep
 * for as long as a stream lasts: of the heap for an idle connection that was 4.1 of 9.5 KB on WildFly, and 1.5 of 23.2 KB on
 * Payara.
 *
 * <p>A stream holds no thread: what there is goes to the servlet's output without blocking. One thread, the {@link
 * dev.eventsource.broker.stream.Writer}'s, asks every stream whether it can take more, writes and flushes; the server's
 * call-backs only post to its inbox. So everything that a subscriber knows belongs to that thread alone, and a stream that
 * takes nothing costs a position in the log.
 *
 * <p>A server keeps what it is given and cannot send yet. So it is given 32 KiB at most each time it says that it takes
 * more: whole frames, or a piece of one that is longer. A frame that was begun is written to its end before anything else,
 * the broker's own frames too; where the history has dropped the rest of it, the stream ends there, and the browser comes
 * back with the last event that it had whole.
 *
 * <p>A disconnect shows at the next write and not before, on every server; the heartbeats find it. The call-backs for a
 * lost client ({@code AsyncListener}) are not relied on: they come on some servers and not on others.
 *
 * <p>The writer's inbox needs no bound of its own: a channel stands in it once until it is served, and so does each
 * subscriber that the server calls back or that waits for its next turn.
 */
@NullMarked
package dev.eventsource.broker.stream;

import org.jspecify.annotations.NullMarked;
