/**
 * How much the node holds for callers who are slow: the bodies that are still to come, the answers that are still to be read.
 * There is no telling who is slow and who will never go on, so what one owner holds is bounded, and who holds most gives
 * way first. Nobody waits for room.
 */
@NullMarked
package dev.eventsource.broker.budget;

import org.jspecify.annotations.NullMarked;
