package dev.eventsource.broker.feed;

import com.rabbitmq.client.Connection;
import dev.eventsource.broker.amqp.ServerProduct;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a connection's feed is read from: as {@code AMQP_FEED} says, and where that is {@code auto}, the stream if
 * the server has streams, which RabbitMQ has from 3.9 on. For the feed's thread alone.
 */
@Singleton
class FeedSources {
    private final LogStream stream;
    private final NodeQueue queue;
    private final String wanted;
    private @Nullable FeedSource last;

    @Inject
    FeedSources(LogStream stream, NodeQueue queue, Settings settings) {
        this.stream = stream;
        this.queue = queue;
        this.wanted = settings.text(Setting.AMQP_FEED);
    }

    FeedSource choose(Connection connection) {
        FeedSource source = isStreamWanted(connection) ? stream : queue;
        if (source == stream && last == queue) {
            stream.leaveOut();
        }
        last = source;
        return source;
    }

    private boolean isStreamWanted(Connection connection) {
        boolean offered = ServerProduct.of(connection).hasStreams();
        if (!offered && wanted.equals("stream")) {
            throw new IllegalStateException(
                    "AMQP_FEED is stream, but the server has no streams: use RabbitMQ 3.9 or later, or set it to auto");
        }
        return offered && !wanted.equals("queue");
    }
}
