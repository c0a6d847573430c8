package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.StreamEvent;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A channel as Jakarta REST knows it, for code in this node that goes by {@link SseBroadcaster} and no more. What is
 * broadcast reaches every sink of the channel on this node, in front of the channel's next event. It comes to no log, so it
 * goes without an id, from which no browser could resume; what is to reach other nodes, or to be replayed, is published to
 * the exchange.
 *
 * <p>Any thread may call, and none waits. Nothing of it is in the way of the channel's own events, which their readers
 * fetch.
 */
public final class ChannelBroadcaster implements SseBroadcaster {
    private final Channels channels;
    private final ChannelId id;
    private final Set<LogReader> registered = ConcurrentHashMap.newKeySet();
    private final List<BiConsumer<SseEventSink, Throwable>> onError = new CopyOnWriteArrayList<>();
    private final List<Consumer<SseEventSink>> onClose = new CopyOnWriteArrayList<>();

    /** A broadcaster that has no sinks of its own yet. */
    public ChannelBroadcaster(Channels channels, ChannelId id) {
        this.channels = channels;
        this.id = id;
    }

    /** Registers a sink. One that reads logs gets the channel's events as well, from the first of the writers. */
    @Override
    public void register(SseEventSink sink) {
        LogReader reader = sink instanceof LogReader itself ? itself : new PlainSink(sink);
        registered.add(reader);
        channels.register(subscription(), 0, reader);
    }

    /** Sends an event whose data is a text; done when every sink has taken it or failed, of which {@code onError} is told. */
    @Override
    public CompletionStage<?> broadcast(OutboundSseEvent event) {
        if (!(event.getData() instanceof String data)) {
            throw new IllegalArgumentException("an event's data has to be a text here");
        }
        Duration retry = event.isReconnectDelaySet() ? Duration.ofMillis(event.getReconnectDelay()) : null;
        StreamEvent unlogged = new StreamEvent(null, event.getName(), data, retry);
        registered.stream().filter(SseEventSink::isClosed).forEach(this::leave);
        return CompletableFuture.allOf(channels.directory().sinks(id).stream()
                .map(reader -> send(reader, unlogged))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> send(LogReader reader, StreamEvent event) {
        CompletionStage<?> sent;
        try {
            sent = reader.send(event);
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.handle((done, failure) -> {
                    if (failure != null) {
                        onError.forEach(listener -> listener.accept(PlainSink.unwrap(reader), failure));
                    }
                    return done;
                })
                .toCompletableFuture();
    }

    /** Tells of each sink that fails to take what is broadcast. */
    @Override
    public void onError(BiConsumer<SseEventSink, Throwable> listener) {
        onError.add(listener);
    }

    /** Tells of each sink of its own that is closed: by {@link #close}, or found so by the next broadcast. */
    @Override
    public void onClose(Consumer<SseEventSink> listener) {
        onClose.add(listener);
    }

    /** Closes its own sinks. */
    @Override
    public void close() {
        close(true);
    }

    /** Takes its own sinks out of the channel, and closes them where {@code cascading}. */
    @Override
    public void close(boolean cascading) {
        for (LogReader reader : registered) {
            if (cascading) {
                reader.close();
            }
            leave(reader);
        }
    }

    private Subscription subscription() {
        return Subscription.of(List.of(id));
    }

    private void leave(LogReader reader) {
        channels.unregister(subscription(), reader);
        if (registered.remove(reader)) {
            onClose.forEach(listener -> listener.accept(PlainSink.unwrap(reader)));
        }
    }
}
