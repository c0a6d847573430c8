package dev.eventsource.broker.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;

/**
 * Stands in front of the JMS consumer: takes the headers off each message, and notices when no more will come, be it that
 * the connection or the AMQP channel ended or that the queue was deleted. Called by the AMQP connection's threads.
 */
final class FeedConsumer implements Consumer {
    private static final AMQP.BasicProperties NO_PROPERTIES = new AMQP.BasicProperties();

    private final Consumer jms;
    private final java.util.function.Consumer<String> onLoss;

    FeedConsumer(Consumer jms, java.util.function.Consumer<String> onLoss) {
        this.jms = jms;
        this.onLoss = onLoss;
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        jms.handleDelivery(tag, envelope, NO_PROPERTIES, body);
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
