/**
 * What happened on a channel, asked for once: {@code GET /channel/C/events} reads the log that streams resume from, page by
 * page, and says where it no longer reaches.
 *
 * <p>A page is what lies between two positions of the log. Whoever has one asks for the next by the position where it ends, which
 * is an event id: a stream goes on from there as well, so that a page loads what there is and then listens, without a gap.
 * Nothing is kept between two pages; what is dropped meanwhile is said in the next.
 */
@NullMarked
package dev.eventsource.broker.past;

import org.jspecify.annotations.NullMarked;
