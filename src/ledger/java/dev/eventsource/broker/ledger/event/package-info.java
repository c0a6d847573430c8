/** What publishers say, and what it is known by: every try of every event, so that each can be found again. */
@NullMarked
package dev.eventsource.broker.ledger.event;

import org.jspecify.annotations.NullMarked;
