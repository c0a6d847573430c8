package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel: its log and the event sinks registered with it.
 *
 * <p>A broadcaster that does not push: a sink's subscriber reads the log itself, whenever it can take more. So a slow
 * sink holds up nobody, and {@link #broadcast} has no use: events come in through the exchange and carry a position.
 *
 * <p>{@code sinks} is there while there are any; it is written by the holder of this channel's entry in {@link Channels}
 * alone, and read by any thread.
 */
public final class Channel implements SseBroadcaster {
    /** This object, its log with an array of segments, its id, and its entry in the map of all. */
    private static final long OBJECTS = Heap.object(3 * Heap.REFERENCE)
            + Heap.object(Heap.REFERENCE + Long.BYTES)
            + Heap.array(Heap.REFERENCE)
            + Heap.object(2 * Heap.REFERENCE)
            + Heap.object(3 * Heap.REFERENCE + Integer.BYTES)
            + 2 * Heap.REFERENCE;

    private final ChannelId id;
    private final ChannelLog log;
    private volatile @Nullable Sinks sinks;

    Channel(ChannelId id, long droppedThrough) {
        this.id = id;
        this.log = new ChannelLog(droppedThrough);
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

    /** The sinks registered now that one reader serves; safe to go through while others come and go. */
    public Set<SseEventSink> sinks(int reader) {
        Sinks current = sinks;
        return current == null ? Set.of() : current.of(reader);
    }

    /** Whether nothing would be missed if this channel were forgotten. */
    boolean isVacant() {
        return sinks == null && log.isEmpty();
    }

    /** Notes for its readers that there is something to read; a bit for each that had nothing to read yet. */
    long soil() {
        Sinks current = sinks;
        return current == null ? 0 : current.soil();
    }

    /** Called by a reader before it serves its sinks, so that what comes in meanwhile is noted anew. */
    public void clean(int reader) {
        Sinks current = sinks;
        if (current != null) {
            current.clean(reader);
        }
    }

    void register(int reader, SseEventSink sink) {
        Sinks current = sinks == null ? new Sinks() : sinks;
        current.add(reader, sink);
        sinks = current;
    }

    void unregister(SseEventSink sink) {
        Sinks current = sinks;
        if (current != null) {
            current.remove(sink);
            sinks = current.isEmpty() ? null : current;
        }
    }

    /** With the first reader. */
    @Override
    public void register(SseEventSink sink) {
        register(0, sink);
    }

    @Override
    public CompletionStage<?> broadcast(OutboundSseEvent event) {
        throw new UnsupportedOperationException("events come in through the exchange");
    }

    @Override
    public void onError(BiConsumer<SseEventSink, Throwable> onError) {
        throw new UnsupportedOperationException("a failing subscriber leaves by itself");
    }

    @Override
    public void onClose(Consumer<SseEventSink> onClose) {
        throw new UnsupportedOperationException("a closed subscriber leaves by itself");
    }

    @Override
    public void close() {
        close(true);
    }

    @Override
    public void close(boolean cascading) {
        Sinks current = sinks;
        sinks = null;
        if (current != null && cascading) {
            current.all().forEach(SseEventSink::close);
        }
    }
}
