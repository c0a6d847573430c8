package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks whether a message that was read is still in the stream. RabbitMQ drops the oldest segments, and lets readers skip only
 * once all of them are gone: so where it is there, nothing behind it had been dropped when the reader skipped. The AMQP channel
 * is its own, and on the feed's connection: another might end at another replica, which drops in its own time.
 *
 * <p>For the connection's reading thread alone, by which the answer comes as well: nothing here waits.
 */
final class LookBack extends DefaultConsumer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String NOBODY = "";

    private final String queue;
    private String asking = NOBODY;
    private long asked;
    private CompletableFuture<Boolean> answer = new CompletableFuture<>();

    private LookBack(Channel channel, String queue) {
        super(channel);
        this.queue = queue;
    }

    static LookBack open(Connection connection, String queue) throws IOException {
        Channel channel = connection.createChannel();
        channel.basicQos(1);
        LookBack lookBack = new LookBack(channel, queue);
        channel.setDefaultConsumer(lookBack);
        return lookBack;
    }

    /** Whether the message at that offset is there; fails where RabbitMQ does not say so within five seconds. One at a time. */
    CompletableFuture<Boolean> isThere(long offset) {
        cancel();
        asked = offset;
        asking = "look-back-" + offset;
        answer = new CompletableFuture<>();
        try {
            getChannel()
                    .asyncRpc(new AMQP.Basic.Consume.Builder()
                            .queue(queue)
                            .consumerTag(asking)
                            .arguments(Map.of(LogConsumer.OFFSET, offset))
                            .build());
        } catch (IOException | AlreadyClosedException e) {
            answer.completeExceptionally(e);
        }
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** From where nothing is any more comes what is the first now. */
    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        boolean isAnswer = tag.equals(asking);
        if (isAnswer) {
            cancel();
        }
        // Behind the end of its consumer it brings nothing more, and RabbitMQ does not miss it.
        getChannel().basicAck(envelope.getDeliveryTag(), false);
        if (isAnswer) {
            answer.complete(LogConsumer.offset(properties) == asked);
        }
    }

    private void cancel() {
        if (asking.equals(NOBODY)) {
            return;
        }
        try {
            getChannel()
                    .asyncRpc(
                            new AMQP.Basic.Cancel.Builder().consumerTag(asking).build());
        } catch (IOException | AlreadyClosedException e) {
            answer.completeExceptionally(e);
        }
        asking = NOBODY;
    }
}
