package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;

/**
 * Stands in front of the JMS consumer: takes the headers off each message, and notices when no more will come, be it that
 * the connection or the AMQP channel ended or that the queue was deleted. Called by the connection's reading thread.
 */
final class QueueConsumer implements Consumer {
    private static final AMQP.BasicProperties NO_PROPERTIES = new AMQP.BasicProperties();

    private final Consumer jms;
    private final Loss loss;

    QueueConsumer(Consumer jms, Loss loss) {
        this.jms = jms;
        this.loss = loss;
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        jms.handleDelivery(tag, envelope, NO_PROPERTIES, body);
    }

    @Override
    public void handleCancel(String tag) throws IOException {
        jms.handleCancel(tag);
        loss.note("the queue was deleted or the consumer cancelled by the server");
    }

    /** JMS takes no notice of a shutdown; it would try to cancel its consumer at the end, and log that with a stack trace. */
    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
        jms.handleCancelOk(tag);
        loss.note(signal);
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
