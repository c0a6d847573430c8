/**
 * Sockets: the tickets that servers get for their pages, and the connections that browsers open with them.
 *
 * <p>A socket id is all that a browser holds, so it is 144 random bits and never logged whole. Its document in MongoDB is
 * the ticket; while a stream is open, {@code broker} names the node that holds it and {@code stream} the one opening of
 * many, so that an older stream's end cannot undo a newer one's beginning. Documents expire by {@code disconnect_at}, which
 * the node that holds the stream moves on; nobody has to clean up after a node that died. Every time in them is by
 * MongoDB's clock, so nodes agree on it whatever their own clocks say.
 */
@NullMarked
package dev.eventsource.broker.socket;

import org.jspecify.annotations.NullMarked;
