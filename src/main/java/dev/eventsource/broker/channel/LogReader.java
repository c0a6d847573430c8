package dev.eventsource.broker.channel;

import jakarta.ws.rs.sse.SseEventSink;

/**
 * A sink that reads the logs of its channels itself, by a {@link Cursor}, whenever its writer has it do so. What it is sent
 * is the broker's own.
 */
public interface LogReader extends SseEventSink {
    /** Reads on, as far as it can for now. Its writer's thread alone calls it; it never waits. */
    void advance();
}
