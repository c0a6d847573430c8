package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * One channel: its log and the sinks that read it.
 *
 * <p>Nothing is pushed: a sink reads the log itself, whenever it can take more, so a slow one holds up nobody. As Jakarta
 * REST knows it, a channel is a {@link ChannelBroadcaster}.
 *
 * <p>{@code sinks} is there while there are any; it is written by the holder of this channel's entry in the {@link
 * Directory} alone, and read by any thread.
 */
final class Channel {
    /** This object, its log with an array of segments, its id, and its entry in the map of all. */
    private static final long OBJECTS = Heap.object(3 * Heap.REFERENCE)
            + Heap.object(2 * Heap.REFERENCE + Long.BYTES)
            + Heap.array(Heap.REFERENCE)
            + Heap.object(2 * Heap.REFERENCE)
            + Heap.object(3 * Heap.REFERENCE + Integer.BYTES)
            + 2 * Heap.REFERENCE;

    private final ChannelId id;
    private final ChannelLog log;
    private volatile @Nullable Sinks sinks;

    Channel(ChannelId id, long droppedThrough) {
        this.id = id;
        this.log = new ChannelLog(id.name(), droppedThrough);
    }

    ChannelId id() {
        return id;
    }

    ChannelLog log() {
        return log;
    }

    /** What a channel that holds events takes in the heap beside them. */
    long heapBytes() {
        String user = id.user();
        return OBJECTS + Heap.text(id.name()) + (user == null ? 0 : Heap.text(user));
    }

    /** The sinks registered now; null where there are none. */
    @Nullable
    Sinks sinks() {
        return sinks;
    }

    /** Whether nothing would be missed if this channel were forgotten. */
    boolean isVacant() {
        return sinks == null && log.isEmpty();
    }

    void register(int writer, LogReader sink) {
        Sinks current = sinks == null ? new Sinks() : sinks;
        current.add(writer, sink);
        sinks = current;
    }

    void unregister(LogReader sink) {
        Sinks current = sinks;
        if (current != null) {
            current.remove(sink);
            sinks = current.isEmpty() ? null : current;
        }
    }
}
