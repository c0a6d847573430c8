package dev.eventsource.broker.publish;

import dev.eventsource.broker.event.Event;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A user's key for an event that is to come once, by the half of its SHA-256: each takes the same room, whatever users send.
 *
 * @param high the first eight bytes
 * @param low the next
 */
record OnceKey(long high, long low) {
    /** Of an event that has one. */
    static OnceKey of(Event event) {
        ByteBuffer digest = Sha256.of(event.channel().user(), Objects.requireNonNull(event.once()));
        return new OnceKey(digest.getLong(), digest.getLong());
    }
}
