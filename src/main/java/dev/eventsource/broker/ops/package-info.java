/**
 * What operators ask: whether this node is ready, and what it is doing. A status never waits for what it reports on; it
 * tells what was last known.
 */
@NullMarked
package dev.eventsource.broker.ops;

import org.jspecify.annotations.NullMarked;
