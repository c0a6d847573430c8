package dev.eventsource.broker.bench.broker;

import dev.eventsource.broker.bench.feed.FeedPort;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Feeds the broker's channels past AMQP: what is left is the delivery's own cost. */
@Singleton
public class DirectFeed {
    public static final String PORT = "bench.direct.port";
    public static final String USER = "bench";

    private final Channels channels;
    private @Nullable FeedPort port;

    @Inject
    DirectFeed(Channels channels) {
        this.channels = channels;
    }

    void start(@Observes Startup deployment) {
        port = FeedPort.open(PORT, this::append);
    }

    private void append(String channel, String data) {
        Event event = new Event(new ChannelId(USER, channel), data, null, null, null);
        synchronized (channels) {
            channels.append(event, channels.last() + 1);
        }
    }

    @PreDestroy
    void stop() {
        Objects.requireNonNull(port).close();
    }
}
