/**
 * What each user's streams were sent, counted in buckets of time.
 *
 * <p>A delivery is one event written to one stream, replayed ones among them. The writers count into an adder for each user
 * with open streams; every five seconds what was added goes to MongoDB, in bulk, one document for each user and bucket:
 * {@code s} the user's key, {@code t} the bucket's number (the seconds since the epoch, divided by the bucket's), {@code v}
 * the deliveries. Collections and fields are those that existing installations have; every node adds to the same ones.
 *
 * <p>While MongoDB is away the counts wait, each under its own bucket, up to a bound; past that they stay in the adders and
 * are counted to the time at which there is room again. A write of which nobody knows whether it took effect is made again,
 * so an outage may count some deliveries twice, and loses none but those of a node that ends meanwhile.
 */
@NullMarked
package dev.eventsource.broker.stats;

import org.jspecify.annotations.NullMarked;
