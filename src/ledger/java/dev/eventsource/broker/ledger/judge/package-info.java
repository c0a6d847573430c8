/**
 * The judge: what had to come, what came, and whether each difference was told.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>In the stream feed the RabbitMQ stream itself says what had to come and in which order, confirmed or not. In the
 *       queue feed no more is certain than that each confirmed event comes, in order with others of its publisher and
 *       channel.
 *   <li>A missing event is excused by a reset between its neighbours that is later than the event, and by nothing else but
 *       the contract's "an id used twice means its latest place", which is counted apart.
 *   <li>A reset needs a cause: an incident at the node, or an id that the history need not hold any longer. What a node must
 *       hold is taken cautiously, since it drops whole segments.
 *   <li>A token is good until its end. A stream may be open for some seconds longer, and where something was done to its node
 *       for as long as that took.
 *   <li>A gap in the feed, as a lost binding is, must be told in every stream that was open before and after it, whether or
 *       not anything was published meanwhile. What the stream feed can have missed is only what a binding or a stream that
 *       was taken away has lost.
 *   <li>When the stream is deleted, positions begin anew, and so do the books that are held against each other. What was
 *       published just before may have come or not. Ids of before may be unknown; a position of before may be taken for one
 *       of the new stream, as the manual says.
 *   <li>All times are of one clock, the test's own.
 * </ul>
 */
@NullMarked
package dev.eventsource.broker.ledger.judge;

import org.jspecify.annotations.NullMarked;
