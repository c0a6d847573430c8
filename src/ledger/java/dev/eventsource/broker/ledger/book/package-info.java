/** What subscribers write down. */
@NullMarked
package dev.eventsource.broker.ledger.book;

import org.jspecify.annotations.NullMarked;
