package dev.eventsource.broker.bench.broker;

import dev.eventsource.broker.bench.feed.FeedPort;
import dev.eventsource.broker.bench.feed.Payload;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.socket.StreamChange;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the broker of streams that begin and end, past the streams themselves: what is left is what presence costs. What is sent to
 * {@code join.C} is a stream of channel {@code C} that begins, under a presence id of its own, and to {@code leave.C} one that ends.
 */
@Singleton
public class PresenceFeed {
    public static final String PORT = "bench.presence.port";
    public static final String JOIN = "join.";
    public static final String LEAVE = "leave.";

    private final Event<StreamChange> changes;
    private @Nullable FeedPort port;

    @Inject
    PresenceFeed(Event<StreamChange> changes) {
        this.changes = changes;
    }

    void start(@Observes Startup deployment) {
        port = FeedPort.open(PORT, this::change);
    }

    private void change(String target, String data) {
        boolean opened = target.startsWith(JOIN);
        String channel = target.substring(opened ? JOIN.length() : LEAVE.length());
        String presenceId = channel + "." + data.substring(0, Payload.NUMBER_DIGITS);
        Socket socket = new Socket(presenceId, DirectFeed.USER, List.of(channel), presenceId, "", Instant.EPOCH, null);
        changes.fire(new StreamChange(socket, opened));
    }

    @PreDestroy
    void stop() {
        Objects.requireNonNull(port).close();
    }
}
