package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Stands in front of the JMS consumer: takes the headers off each message, but for its offset in the stream, and notices when no more will come, be it that
 * the connection or the AMQP channel ended or that the queue was deleted. Called by the AMQP connection's threads.
 */
final class FeedConsumer implements Consumer {
    /** The header in which RabbitMQ says where a message stands in its stream. */
    static final String OFFSET = "x-stream-offset";

    private static final AMQP.BasicProperties NO_PROPERTIES = new AMQP.BasicProperties();

    private final Consumer jms;
    private final boolean readsStream;
    private final java.util.function.Consumer<String> onLoss;

    /** A consumer in front of {@code jms}; {@code onLoss} is told why no more messages come. */
    FeedConsumer(Consumer jms, boolean readsStream, java.util.function.Consumer<String> onLoss) {
        this.jms = jms;
        this.readsStream = readsStream;
        this.onLoss = onLoss;
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        AMQP.BasicProperties needed = needed(envelope, properties);
        Map<String, Object> headers = needed.getHeaders();
        if (readsStream && (headers == null || !headers.containsKey(OFFSET))) {
            onLoss.accept("the queue is not a stream: delete it");
            return;
        }
        jms.handleDelivery(tag, envelope, needed, body);
    }

    private static AMQP.BasicProperties needed(Envelope envelope, AMQP.BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders();
        Object offset = headers == null ? null : headers.get(OFFSET);
        boolean fence = FenceMark.is(envelope, properties);
        if (!(offset instanceof Long) && !fence) {
            return NO_PROPERTIES;
        }
        Map<String, Object> kept = new HashMap<>();
        if (offset instanceof Long) {
            kept.put(OFFSET, offset);
        }
        if (fence) {
            kept.put(FenceMark.HEADER, true);
        }
        return new AMQP.BasicProperties.Builder().headers(kept).build();
    }

    @Override
    public void handleCancel(String tag) throws IOException {
        jms.handleCancel(tag);
        onLoss.accept("the queue was deleted or the consumer cancelled by the server");
    }

    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
        jms.handleShutdownSignal(tag, signal);
        onLoss.accept(String.valueOf(signal.getMessage()));
    }

    @Override
    public void handleConsumeOk(String tag) {
        jms.handleConsumeOk(tag);
    }

    @Override
    public void handleCancelOk(String tag) {
        jms.handleCancelOk(tag);
    }

    @Override
    public void handleRecoverOk(String tag) {
        jms.handleRecoverOk(tag);
    }
}
