package dev.eventsource.broker.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.PositionIds;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A queue of this node's own, gone with its connection, on any AMQP 0-9-1 server. The node counts positions itself, and
 * knows nothing of what was published while the queue was away. For the feed's thread and the listener's, one at a time.
 */
@Singleton
final class NodeQueue implements FeedSource {
    private final Channels channels;
    private final String exchange;
    private final String node;

    @Inject
    NodeQueue(Channels channels, Node node, Settings settings) {
        this.channels = channels;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
        this.node = node.id();
    }

    @Override
    public String queue() {
        return "eventsource." + node;
    }

    @Override
    public void declare(Connection connection) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue(), false, true, true, null);
            channel.queueBind(queue(), exchange, "");
        }
    }

    @Override
    public Map<String, Object> consumerArguments() {
        return Map.of();
    }

    @Override
    public void begin() {
        channels.countBy(PositionIds.ofNode(node));
        channels.noteGap(channels.last() + 1);
    }

    @Override
    public long place(long offset, byte[] body) {
        return channels.last() + 1;
    }
}
