/**
 * Who subscribes to the hub's topics, on all nodes, and the updates that tell of it (draft-dunglas-mercure-07, section
 * "Active Subscriptions", and -08).
 *
 * <p>A subscriber is one stream, on one node, so nobody else writes what is noted of it: there is one document for it in
 * MongoDB, which bears the node's lease. The lease is the node's own document, and all that a node renews, however many
 * streams it has. One that lapses is claimed by another node, which tells that the subscriptions have ended and removes
 * them; the node itself, where it is alive after all, begins anew under another lease, and its subscribers under other
 * names, so that nobody can say of the same one that it has begun and that it has ended.
 *
 * <p>What begins and ends waits in the heap, where there is no more of it than streams, and is followed in turns: MongoDB is
 * written to first, and what was written is told then, so that whoever reads the list and then what was published behind the
 * last update before it misses nothing. A turn tells of so many subscriptions and no more, and the next begins when RabbitMQ
 * has all of them: what comes and goes between two turns is neither written nor told. What RabbitMQ does not take is sent
 * again, and until then nothing else is decided. What has ended is listed no more then, and removed in a later turn, when
 * RabbitMQ has what tells of it. So a node that dies between the two takes with it, at most, that something had begun: all
 * that is under its lease another node tells the end of, maybe once more.
 */
@NullMarked
package dev.eventsource.broker.roster;

import org.jspecify.annotations.NullMarked;
