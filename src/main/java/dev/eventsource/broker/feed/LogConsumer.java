package dev.eventsource.broker.feed;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.ShutdownSignalException;
import dev.eventsource.broker.http.TraceParent;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands the messages of the log stream to their reader, each with its offset, and acknowledges them by the hundred: to a
 * stream that only means that more may come. Called by the connection's reading thread alone, which writes {@code taken}.
 */
final class LogConsumer extends DefaultConsumer {
    /** The argument, and the header, in which RabbitMQ is told and says where in a stream. */
    static final String OFFSET = "x-stream-offset";

    /** How many messages RabbitMQ sends ahead of their acknowledgement. */
    static final int PREFETCH = 500;

    private static final int BATCH = 100;

    private final LogStream stream;
    private final Intake intake;
    private final Loss loss;
    private final StreamReader reader;
    private int taken;

    LogConsumer(Channel channel, LogStream stream, Intake intake, Loss loss, LookBack lookBack) {
        super(channel);
        this.stream = stream;
        this.intake = intake;
        this.loss = loss;
        this.reader = new StreamReader(stream, intake, loss, lookBack::isThere, this::acknowledge);
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        if (!loss.isNoted()) {
            boolean isReadable = !BoundedFrames.isUnreadable(properties);
            reader.read(new StreamMessage(
                    envelope.getDeliveryTag(),
                    offset(properties),
                    isReadable,
                    body,
                    traceParent(properties),
                    intake.arrival(envelope, properties, body)));
        }
    }

    /** What a publisher says of the trace; null where it says nothing. */
    static @Nullable String traceParent(AMQP.BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders();
        return headers != null && headers.get(TraceParent.NAME) instanceof LongString value ? value.toString() : null;
    }

    /** A message's offset in its stream; -1 where it is of none. */
    static long offset(AMQP.BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders();
        return headers != null && headers.get(OFFSET) instanceof Long offset ? offset : -1;
    }

    private void acknowledge(long deliveryTag) {
        taken++;
        if (taken < BATCH) {
            return;
        }
        taken = 0;
        try {
            getChannel().basicAck(deliveryTag, true);
        } catch (AlreadyClosedException e) {
            loss.note(e);
        } catch (IOException e) {
            loss.note("messages cannot be acknowledged: " + e);
        }
    }

    @Override
    public void handleCancel(String tag) {
        loss.note("the stream was deleted or the consumer cancelled by the server");
    }

    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
        if (Loss.isUnreadable(signal) && !loss.isNoted() && stream.passUnreadable()) {
            intake.refuseUnreadable(stream.lastOffset());
        }
        loss.note(signal);
    }
}
