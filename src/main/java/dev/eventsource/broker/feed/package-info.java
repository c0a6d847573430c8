/**
 * The feed that every event comes from: from RabbitMQ into the channels' logs.
 *
 * <p>It reads a queue on the fanout exchange, from one of two sources. The {@link
 * dev.eventsource.broker.feed.LogStream} is a RabbitMQ stream that all nodes read: its offsets are the one order of events,
 * and a node that was away goes on where it was. A {@link dev.eventsource.broker.feed.NodeQueue} is this node's own and gone
 * with its connection; what is published meanwhile is not known to anyone, so the log gets a gap before the first message of
 * each new queue. Which is read is chosen at each connection, for the server may be another one. The stream is consumed with
 * the AMQP client itself, since JMS knows no streams and hands each message to another thread; the queue by a JMS message
 * listener. One {@link dev.eventsource.broker.feed.Intake} stands behind both.
 *
 * <p>A node that comes back to the stream asks for the last message that it has, not for the next: only so it notices that
 * the stream was trimmed past its place or made anew, either of which RabbitMQ answers with whatever it has. From a stream
 * that ends before the offset asked for it sends nothing, so a second consumer watches where the next message stands.
 *
 * <p>That a stream was made anew is noticed by who had read the old one, and by nobody else: not by a node that starts then, nor
 * by a browser that comes back when the new stream has long passed the offset in its id. So ids say which stream they are of, by
 * a name that the stream's readers keep up in it ({@link dev.eventsource.broker.feed.StreamName}, {@link
 * dev.eventsource.broker.feed.Naming}). Should they ever disagree, a browser is told of a reset that was none: nothing is lost
 * by that.
 *
 * <p>A reader whom RabbitMQ's retention overtakes is not told: the offsets skip, as they do where RabbitMQ writes into the
 * stream for itself, which it does at the begin of each segment. Only where messages may have stood in a hole, a look back at
 * the one in front of it shows which it is ({@link dev.eventsource.broker.feed.StreamReader}), while the session goes on: so
 * a node reads a stream of many segments at full speed, and is told of a gap before the first event behind it.
 *
 * <p>Whether a node has everything is asked by marks that it puts into its own queue: a queue's length tells nothing of
 * that, and a stream's last chunk no more than about where its end was. The feed counts as bound only when its first mark
 * has come in. At a steady beat a mark goes through the exchange as well, and one straight to the queue behind it; when the
 * second comes without the first, the binding is gone ({@link dev.eventsource.broker.feed.Binding}). No time-out decides
 * that, for a feed that lags would be taken for one that is lost. Others on the exchange see that one mark, and only at the
 * beat: marks that are asked for by browsers that come back go straight to the queue. In a stream all nodes see the marks of
 * all, and so agree on where a gap is. What a policy has RabbitMQ drop from a node's queue is dead-lettered to the node, and it drops rather
 * than reject, whatever the policy says.
 *
 * <p>Messages are taken in by the thread that reads the connection ({@link dev.eventsource.broker.feed.CallersThread}), so
 * no queue of prefetched bodies stands in memory, and bodies longer than any event's are cut as their frames come in
 * ({@link dev.eventsource.broker.feed.BoundedFrames}, in terms of the client's own but public frame classes: its limits end
 * the connection, and would at each attempt to read on).
 *
 * <p>rabbitmq-jms is used for the listener alone, with three precautions. It works on an AMQP connection that is made
 * without it, and is never recovered by itself; one loop here connects, declares, listens and waits for the loss. Messages
 * reach it without their headers, since it would convert by them, and fail, before the listener could refuse. And its
 * listener never throws, for that would end the consumer in silence.
 *
 * <p>A server of a cluster that is cut off from the others goes on taking connections, and nothing comes in by them any more; of a
 * stream, not even once it is back. So a session with a stream ends where for fifteen seconds nothing came in at all, though
 * marks could be put ({@link dev.eventsource.broker.feed.Silence}): that is a guess, and costs nothing where it is wrong, for the
 * next session goes on where this one was, with another server if there is one. The end of a session with a queue is a gap, and so no
 * time-out decides that: the signals that do not come in are bound again, which a server that is cut off cannot do.
 *
 * <p>The signals of the nodes come in on the feed's connection, and are mended with it, but are no part of it: what they are
 * is said in {@link dev.eventsource.broker.cluster}.
 */
@NullMarked
package dev.eventsource.broker.feed;

import org.jspecify.annotations.NullMarked;
