package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.Map;

/**
 * Finds out whether a stream still has what was read of it: the next message that is put into it must stand behind that.
 * One that does not proves that the stream was made anew. RabbitMQ says nothing of it where a consumer asks for an offset
 * that is yet to come: it waits until it does. Called by the connection's reading thread.
 */
final class StreamEnd extends DefaultConsumer {
    private final LogStream stream;
    private final long lastOffset;
    private final Loss loss;

    private StreamEnd(Channel channel, LogStream stream, long lastOffset, Loss loss) {
        super(channel);
        this.stream = stream;
        this.lastOffset = lastOffset;
        this.loss = loss;
    }

    /** Begins to watch for the next message, on an AMQP channel of its own. */
    static void watch(Connection connection, LogStream stream, long lastOffset, Loss loss) throws IOException {
        Channel channel = connection.createChannel();
        channel.basicQos(1);
        channel.basicConsume(
                stream.queue(),
                false,
                Map.of(LogConsumer.OFFSET, "next"),
                new StreamEnd(channel, stream, lastOffset, loss));
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        long offset = LogConsumer.offset(properties);
        if (offset >= 0 && offset <= lastOffset && !loss.isNoted()) {
            stream.readAnew();
            loss.note("the stream was made anew and ends before what was read of it");
        }
        getChannel().asyncRpc(new AMQP.Basic.Cancel.Builder().consumerTag(tag).build());
    }
}
