/**
 * The event streams of browsers: how they open, what is written to them and when they end.
 *
 * <p>The one call that is a servlet and not a JAX-RS resource. What JAX-RS keeps of a request until it ends, it would keep
 * for as long as a stream lasts: of the heap for an idle stream that was 4.1 of 9.5 KB on WildFly, and 1.5 of 23.2 KB on
 * Payara.
 *
 * <p>A stream holds no thread: what there is goes to the servlet's output without blocking. One thread, the {@link
 * dev.eventsource.broker.stream.Writer}'s, asks every stream whether it can take more, writes and flushes; the server's
 * call-backs only post to its inbox. A stream that takes nothing costs a position in the log.
 *
 * <p>The states of a stream, and what takes it from one to the next:
 *
 * <pre>
 *            GET /eventsource: claimed, added to Subscribers, registered with its channels
 *                  |
 *                  v            the last id is not known here yet
 *          .--- OPENING -----------------------------------------> AHEAD
 *          |       |                                                |  |
 *   opening fails  | start: first block                   the fence |  | the feed is lost
 *          |       |                          came in: start        |  | turnAway: retry
 *          |       v                                                |  |
 *          |    WRITING  &lt;------------------------------------------'  |
 *          |     |  ^  |                                               |
 *          |     |  |  '---- all written ------> IDLE ---.             |
 *          |     |  |&lt;-- an event, a heartbeat due ------'             |
 *          |     |  |                                                  |
 *          |     |  '--- isReady: no ----------> STUCK ---.            |
 *          |     |  ^&lt;-- onWritePossible -----------------'            |
 *          |     |  |                                                  |
 *          |     |  '--- 256 KiB written ------> IN TURN ---.          |
 *          |     |  ^&lt;-- the others had theirs -------------'          |
 *          |     |                                                     |
 *          |     |  retire: retry is the last frame                    |
 *          |     '-----> LEAVING (writing, stuck or in turn) &lt;---------'
 *          v                |
 *   the request's           |  all written; or from any state: the client is gone, the claim
 *   thread answers          |  is lost, the history has passed a reader that stands in a frame
 *                           v  or takes nothing, a long poll has its answer, its token is over
 *                         ENDED: response complete, out of its channels, claim released
 * </pre>
 *
 * <p>Which thread writes what of it, and why that is safe:
 * <ul>
 *   <li>the thread that has its socket claimed makes the {@link dev.eventsource.broker.stream.Subscriber} and places its cursor, before anything
 *       about it is posted to the writer or the output is started; both hand-overs go through the inbox, a concurrent queue,
 *       which makes what came before visible;
 *   <li>the writer's thread alone writes all that changes afterwards: the cursor, {@link
 *       dev.eventsource.broker.stream.Delivery} with the broker's own frames, {@link
 *       dev.eventsource.broker.stream.Outflow} with the states in turn and leaving, {@link
 *       dev.eventsource.broker.stream.EventStream} with stuck, and the heartbeats; so none of it has a lock;
 *   <li>the end is one atomic flag, since the thread that opens it may give up a stream that did not open while its writer ends
 *       it; whoever is first sees to the rest.
 * </ul>
 *
 * <p>A server keeps what it is given and cannot send yet. So it is given 32 KiB at most each time it says that it takes
 * more: whole frames, or a piece of one that is longer. A frame that was begun is written to its end before anything else,
 * the broker's own frames too; where the history has dropped the rest of it, the stream ends there, and the browser comes
 * back with the last event that it had whole.
 *
 * <p>A disconnect shows at the next write and not before, on every server; the heartbeats find it. The call-backs for a
 * lost client ({@code AsyncListener}) are not relied on: they come on some servers and not on others.
 *
 * <p>The writer's inbox needs no bound of its own: the sinks of a channel or a pattern stand in it once until they are served, and so does each
 * subscriber that the server calls back or that waits for its next turn.
 */
@NullMarked
package dev.eventsource.broker.stream;

import org.jspecify.annotations.NullMarked;
