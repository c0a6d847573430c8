package dev.eventsource.broker.channel;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps a channel from being forgotten, and nothing else. */
public final class IdleSink implements LogReader {
    @Override
    public void advance() {}

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
