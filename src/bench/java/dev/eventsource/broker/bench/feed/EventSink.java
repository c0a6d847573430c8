package dev.eventsource.broker.bench.feed;

/** Where a server under test takes events in. */
@FunctionalInterface
public interface EventSink {
    void send(String channel, String data);
}
