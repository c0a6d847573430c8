package dev.eventsource.broker.feed;

import dev.eventsource.broker.http.TraceParent;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Hears the messages of a queue on the fanout exchange, one at a time, and never throws, which would end the consumer. */
final class FanoutListener implements MessageListener {
    private final Intake intake;
    private final Arrivals arrivals;
    private final Loss loss;

    FanoutListener(Intake intake, Arrivals arrivals, Loss loss) {
        this.intake = intake;
        this.arrivals = arrivals;
        this.loss = loss;
    }

    @Override
    public void onMessage(Message message) {
        try {
            TraceParent.begin(message.getStringProperty(TraceParent.NAME));
            String number = message.getStringProperty(Arrivals.NAME);
            if (Arrivals.UNREADABLE.equals(number)) {
                intake.refuseUnreadable(-1);
            } else {
                intake.take(-1, body((BytesMessage) message), arrivals.take(number));
            }
        } catch (JMSException | RuntimeException e) {
            loss.note("a message could not be read: " + e.getMessage());
        } finally {
            TraceParent.end();
        }
    }

    private static byte[] body(BytesMessage message) throws JMSException {
        byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
        message.readBytes(body);
        return body;
    }
}
