package dev.eventsource.broker.publish;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;

/**
 * The first event under a key.
 *
 * @param id by which it is known to streams
 * @param digest of what it says, but for its id, which the broker may have made
 * @param cameAt how late it was in the log when the last event under its key came, or was left out, in milliseconds
 */
record First(String id, long digest, long cameAt) {
    /** This object, its key and its entry in a linked map of half that many places, on 64 bits with references of four. */
    private static final int OBJECTS = 32 + 32 + 40 + 8 + 24;

    private static final int TEXT_HEADER = 24;

    /** Whether an event says the same. */
    boolean isOf(Event event) {
        return digest == digest(event);
    }

    /** The same, when another under its key came. */
    First at(long millis) {
        return new First(id, digest, millis);
    }

    static long digest(Event event) {
        // Whether it is its channel's own last value its user's list may say, which an operator changes meanwhile.
        Retain retain = event.retain();
        String key = retain == null || retain.key().isEmpty() ? null : retain.key();
        return Sha256.of(event.channel().name(), event.data(), event.name(), event.socket(), key)
                .getLong();
    }

    /** What it takes in the heap, with its key. */
    long heapBytes() {
        return OBJECTS + TEXT_HEADER + 2L * id.length();
    }
}
