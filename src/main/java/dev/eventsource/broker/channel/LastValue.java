package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * The last value of a channel, or of one of its keys, or that it was cleared.
 *
 * @param key empty: it is the channel's own
 * @param position where it stands in this node's order; 0 where that is before all that this node has
 * @param clock when it came in: microseconds since the epoch, no two alike on one node and none smaller than the one before
 * @param id its event id
 * @param frame its bytes on the wire, which never change
 * @param isCleared whether there is no value any more
 * @param stored how it was found stored; null: it came in from the feed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array without a copy
public record LastValue(
        ChannelId channel,
        String key,
        long position,
        long clock,
        String id,
        byte[] frame,
        boolean isCleared,
        @Nullable StoredPlace stored) {
    /** This object, its entry in a table and its name among those that are to be stored. */
    private static final long OBJECTS = Heap.object(5 * Heap.REFERENCE + 2 * Long.BYTES + 1)
            + 2 * Heap.object(3 * Heap.REFERENCE + Integer.BYTES)
            + Heap.object(2 * Heap.REFERENCE)
            + Heap.object(5 * Heap.REFERENCE);

    /** What it takes in the heap. */
    long heapBytes() {
        return OBJECTS
                + Heap.text(key)
                + Heap.text(id)
                + Heap.array(frame.length)
                + (stored == null ? 0 : Heap.object(Heap.REFERENCE + 2 * Long.BYTES));
    }

    /** The same at another place of this node's order. */
    LastValue at(long newPosition) {
        return new LastValue(channel, key, newPosition, clock, id, frame, isCleared, stored);
    }

    /** The same with another object for its channel's id, which equals its own. */
    LastValue of(ChannelId sameChannel) {
        return new LastValue(sameChannel, key, position, clock, id, frame, isCleared, stored);
    }

    /** Which it is. */
    ValueName name() {
        return new ValueName(channel, key);
    }

    /** That there is none any more. */
    LastValue cleared() {
        return new LastValue(channel, key, position, clock, id, new byte[0], true, stored);
    }

    boolean isOfKey() {
        return !key.isEmpty();
    }
}
