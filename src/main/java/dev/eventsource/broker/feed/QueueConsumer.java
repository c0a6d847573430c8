package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.LongStringHelper;
import dev.eventsource.broker.http.TraceParent;
import dev.eventsource.broker.source.Arrival;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Stands in front of the JMS consumer: takes the headers off each message, but for its trace, keeps those of other exchanges for who takes it, and notices when no more will come, be it that
 * the connection or the AMQP channel ended or that the queue was deleted. Called by the connection's reading thread.
 */
final class QueueConsumer implements Consumer {
    private static final AMQP.BasicProperties NO_PROPERTIES = new AMQP.BasicProperties();

    private final Consumer jms;
    private final Intake intake;
    private final Arrivals arrivals;
    private final Loss loss;

    QueueConsumer(Consumer jms, Intake intake, Arrivals arrivals, Loss loss) {
        this.jms = jms;
        this.intake = intake;
        this.arrivals = arrivals;
        this.loss = loss;
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        Arrival arrival = intake.arrival(envelope, properties, body);
        String trace = LogConsumer.traceParent(properties);
        Map<String, Object> headers = new HashMap<>();
        if (trace != null) {
            headers.put(TraceParent.NAME, LongStringHelper.asLongString(trace));
        }
        if (arrival != null) {
            headers.put(Arrivals.NAME, LongStringHelper.asLongString(number(arrival)));
        }
        jms.handleDelivery(tag, envelope, propertiesOf(headers), body);
    }

    private String number(Arrival arrival) {
        return BoundedFrames.isUnreadable(arrival.properties()) ? Arrivals.UNREADABLE : arrivals.put(arrival);
    }

    private static AMQP.BasicProperties propertiesOf(Map<String, Object> headers) {
        return headers.isEmpty()
                ? NO_PROPERTIES
                : new AMQP.BasicProperties.Builder().headers(headers).build();
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
