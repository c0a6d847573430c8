package dev.eventsource.broker.channel;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean dirty = new AtomicBoolean();

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

    /** Notes that there is something to read; true for the first to say so since {@link #clean}. */
    boolean soil() {
        return !dirty.get() && dirty.compareAndSet(false, true);
    }

    /** Called before the sinks are served, so that what comes in meanwhile is noted anew. */
    public void clean() {
        dirty.set(false);
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
