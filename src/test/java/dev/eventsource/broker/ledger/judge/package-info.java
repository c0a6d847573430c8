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
 *   <li>All times are of one clock, the test's own.
 * </ul>
 */
@NullMarked
package dev.eventsource.broker.ledger.judge;

import org.jspecify.annotations.NullMarked;
