package dev.eventsource.broker.channel;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;

/** A sink of Jakarta REST that knows of no log: it has nothing to read, and gets what it is sent. */
record PlainSink(SseEventSink sink) implements LogReader {
    /** The sink that was registered. */
    static SseEventSink unwrap(LogReader reader) {
        return reader instanceof PlainSink plain ? plain.sink : reader;
    }

    @Override
    public void advance() {
        // Nothing to read.
    }

    @Override
    public boolean isClosed() {
        return sink.isClosed();
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        return sink.send(event);
    }

    @Override
    public void close() {
        sink.close();
    }
}
