package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.eventsource.broker.amqp.Post;
import dev.eventsource.broker.amqp.ServerProduct;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.PositionIds;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A queue of this node's own, gone with its connection, on any AMQP 0-9-1 server. The node counts positions itself, and
 * knows nothing of what was published while the queue was away. For the feed's thread and the listener's, one at a time.
 */
@Singleton
final class NodeQueue implements FeedSource {
    private static final String OVERFLOW = "x-overflow";
    private static final String DROP_HEAD = "drop-head";

    private final Channels channels;
    private final Binding binding;
    private final String exchange;
    private final String node;

    /** The last that was given: what keeps it for a gap does not advance the order yet. Written under the intake's lock. */
    private long placed;

    @Inject
    NodeQueue(Channels channels, Binding binding, Node node, Settings settings) {
        this.channels = channels;
        this.binding = binding;
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
            if (ServerProduct.of(connection).isRabbitMq()) {
                channel.queueDeclare(dropped(), false, true, true, Map.of(OVERFLOW, DROP_HEAD));
            }
            channel.queueDeclare(queue(), false, true, true, arguments(connection));
            channel.queueBind(queue(), exchange, "");
        }
    }

    @Override
    public void bind(Connection connection) throws IOException, TimeoutException {
        declare(connection);
    }

    /**
     * What a policy has RabbitMQ drop from the queue goes where the node hears of it. An argument wins over a policy: what
     * that had it reject would go nowhere.
     */
    private Map<String, Object> arguments(Connection connection) {
        return ServerProduct.of(connection).isRabbitMq()
                ? Map.of(OVERFLOW, DROP_HEAD, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", dropped())
                : Map.of();
    }

    private String dropped() {
        return queue() + ".dropped";
    }

    @Override
    public AutoCloseable listen(Connection connection, Intake intake, Loss loss) throws IOException, JMSException {
        if (ServerProduct.of(connection).isRabbitMq()) {
            hearOfDropped(connection, intake);
        }
        return new QueueListening(connection, queue(), intake, loss);
    }

    private void hearOfDropped(Connection connection, Intake intake) throws IOException {
        Channel channel = connection.createChannel();
        channel.basicConsume(dropped(), true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                intake.noteDropped(body);
            }
        });
    }

    @Override
    public boolean isResumed() {
        return false;
    }

    @Override
    public void begin() {
        binding.beginAnew();
        channels.countBy(PositionIds.ofNode(node));
        channels.noteGap(channels.last() + 1);
    }

    /** Its positions are known by the node's own name. */
    @Override
    public List<Post> marks() {
        return List.of();
    }

    @Override
    public long place(long offset, byte[] body, boolean isOwn) {
        placed = Math.max(placed, channels.last()) + 1;
        return placed;
    }
}
