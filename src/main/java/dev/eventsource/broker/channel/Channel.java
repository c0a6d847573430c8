package dev.eventsource.broker.channel;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One channel: its log and the event sinks registered with it.
 *
 * <p>A broadcaster that does not push: a sink's subscriber reads the log itself, whenever it can take more. So a slow
 * sink holds up nobody, and {@link #broadcast} has no use: events come in through the exchange and carry a position.
 */
public final class Channel implements SseBroadcaster {
    private final ChannelLog log;
    private final Set<SseEventSink> sinks = ConcurrentHashMap.newKeySet();
    private final AtomicLong dirty = new AtomicLong();

    Channel(long droppedThrough) {
        this.log = new ChannelLog(droppedThrough);
    }

    ChannelLog log() {
        return log;
    }

    /** The sinks registered now; safe to go through while others come and go. */
    public Iterable<SseEventSink> sinks() {
        return sinks;
    }

    boolean hasSinks() {
        return !sinks.isEmpty();
    }

    /** Whether nothing would be missed if this channel were forgotten. */
    boolean isVacant() {
        return sinks.isEmpty() && log.isEmpty();
    }

    /** Notes for each reader of {@code readers}, a bit set, that there is something to read; the bits that were clean. */
    long soil(long readers) {
        return dirty.get() == readers ? 0 : readers & ~dirty.getAndSet(readers);
    }

    /** Called by a reader before it serves the sinks, so that what comes in meanwhile is noted anew. */
    public void clean(int reader) {
        dirty.getAndUpdate(bits -> bits & ~(1L << reader));
    }

    @Override
    public void register(SseEventSink sink) {
        sinks.add(sink);
    }

    void unregister(SseEventSink sink) {
        sinks.remove(sink);
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
        if (cascading) {
            sinks.forEach(SseEventSink::close);
        }
        sinks.clear();
    }
}
