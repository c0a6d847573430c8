package dev.eventsource.broker.bench.obvious;

import dev.eventsource.broker.bench.feed.FeedPort;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;

/** One channel, whatever its name. Its feed is open from the first request on. */
@Path("stream")
@Singleton
public class BroadcastResource {
    public static final String PORT = "bench.broadcast.port";

    private final Sse sse;
    private final SseBroadcaster broadcaster;
    private final FeedPort port = FeedPort.open(PORT, this::broadcast);
    private long number;

    public BroadcastResource(@Context Sse sse) {
        this.sse = sse;
        this.broadcaster = sse.newBroadcaster();
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void open(@Context SseEventSink sink) {
        broadcaster.register(sink);
        sink.send(sse.newEvent("eshq:open", "{}"));
    }

    private void broadcast(String channel, String data) {
        number++;
        broadcaster.broadcast(
                sse.newEventBuilder().id("@000000000000-" + number).data(data).build());
    }

    @PreDestroy
    void stop() {
        port.close();
        broadcaster.close();
    }
}
