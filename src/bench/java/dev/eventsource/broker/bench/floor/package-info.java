/**
 * The floor: as little as a Java program can do to send these bytes to these sockets. One channel, one log in direct
 * memory, one thread with a selector, no server under it, nothing but the framing that HTTP asks for.
 *
 * <p>It comes in two: one writes all that a connection is behind by in one chunk, as the broker does, the other writes
 * each event by itself, which is what servers do that queue per connection.
 */
@NullMarked
package dev.eventsource.broker.bench.floor;

import org.jspecify.annotations.NullMarked;
