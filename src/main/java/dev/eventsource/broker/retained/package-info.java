/**
 * Keeps the last values of channels in MongoDB, so that they outlive the history and all nodes.
 *
 * <p>What is a channel's last value the log decides, on every node by itself: {@link
 * dev.eventsource.broker.channel.LastValues}. Here it is only stored. MongoDB was taken and not a stream or queues of
 * RabbitMQ's: a stream keeps all that was ever said and knows no keys, so whoever starts would read through every former
 * value, and what is to stay would have to be said again before it is dropped; a queue of length one for each value is tens
 * of thousands of queues, which RabbitMQ replicates one by one, and reading one takes it out. In MongoDB a value that changes
 * a thousand times a second is one document, which is written at most twice a second.
 *
 * <p>Every node stores what it has, in bulks of eighty, and what changes again before that is stored once: what waits is
 * the values' names, so there is no queue that could grow. Before it writes, a node looks for what another has stored of the
 * same, and passes that over; so of several nodes mostly one writes. A document says which log its value came from and where
 * it stood there, and is replaced by what stands later alone. Logs are counted: a stream that was deleted and made anew is the
 * next one, and all that comes from it is newer. Nodes that read queues of their own have no place in common, so there the
 * time at which a value came in stands for it, and what two publishers say of one value within the difference of two nodes'
 * clocks may be stored in either order.
 *
 * <p>What was cleared stays as a document without a value for an hour, lest a node that is late store again what was
 * there before. So a node that missed events for less than half of that knows from what is stored all that was cleared meanwhile; one that missed
 * them for longer takes what it does not find for cleared.
 *
 * <p>A node that starts loads all, after it has read its history, and lets no stream begin before that; where MongoDB does not
 * answer, it waits ten seconds, and streams that begin then have what came in since. It loads again after a gap in its feed, and
 * streams that are behind that wait for it, two seconds at most where MongoDB does not answer. So a value
 * is lost where all nodes end within the time until it is stored (half a second, or as long as MongoDB is away) and none is
 * back while the stream still has it and it is no older than {@code HISTORY_SECONDS}.
 */
@NullMarked
package dev.eventsource.broker.retained;

import org.jspecify.annotations.NullMarked;
