/**
 * Last values: what publishers said of each, every try of it; and what streams showed that opened without an id.
 *
 * <p>They have channels of their own, and books of their own: in those of other subscribers what a stream begins with would
 * look like something that came twice.
 */
@NullMarked
package dev.eventsource.broker.ledger.value;

import org.jspecify.annotations.NullMarked;
