/**
 * The channels and their logs: what is delivered live, replayed and caught up with, which are the same act here.
 *
 * <p>Every event is encoded once, into the append-only log of its channel. A subscriber owns no queue: it is a {@link
 * dev.eventsource.broker.channel.Cursor}, a position in the one order in which events came in. That order runs through
 * all channels, so one number places a subscriber in all of its channels at once; a stream of several channels is a
 * merge by position.
 *
 * <p>One thread appends at a time (the feed's); any thread reads. A reader first asks {@link
 * dev.eventsource.broker.channel.Channels#last} and reads no further than that, so it never sees a later event of one
 * channel before an earlier one of another.
 *
 * <p>A lost stretch of the feed takes a position of its own, the gap: whoever stands before it learns that events are
 * missing when it comes to it.
 */
@NullMarked
package dev.eventsource.broker.channel;

import org.jspecify.annotations.NullMarked;
