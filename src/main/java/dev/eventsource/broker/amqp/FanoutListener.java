package dev.eventsource.broker.amqp;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.RefusedEvent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Takes the messages of the fanout exchange: each becomes an event in its channel's log, or is refused and counted. It
 * never throws and never waits, for either would hold up the messages behind. One thread at a time calls it.
 */
@Singleton
class FanoutListener implements MessageListener {
    private static final Logger LOG = System.getLogger(FanoutListener.class.getName());

    private final EventJson json;
    private final Channels channels;
    private final Refusals refusals;

    @Inject
    FanoutListener(EventJson json, Channels channels, Refusals refusals) {
        this.json = json;
        this.channels = channels;
        this.refusals = refusals;
    }

    @Override
    public void onMessage(Message message) {
        try {
            accept(body((BytesMessage) message));
        } catch (JMSException | RuntimeException e) {
            LOG.log(Level.ERROR, "A message failed in a way that nobody foresaw; it is lost", e);
        }
    }

    private void accept(byte[] body) {
        try {
            channels.append(json.parse(body));
        } catch (RefusedEvent e) {
            refusals.note(e, body);
        }
    }

    private static byte[] body(BytesMessage message) throws JMSException {
        byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
        message.readBytes(body);
        return body;
    }
}
