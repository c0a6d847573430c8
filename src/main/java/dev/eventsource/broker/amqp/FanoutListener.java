package dev.eventsource.broker.amqp;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Fences;
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
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of the fanout exchange: each becomes an event in its channel's log, or is refused and counted. It
 * never throws and never waits, for either would hold up the messages behind.
 *
 * <p>One session's thread at a time calls it. {@code source} is set and read under this object's lock, so that a message
 * which the session before left behind is not taken for one of the next.
 */
@Singleton
class FanoutListener implements MessageListener {
    private static final Logger LOG = System.getLogger(FanoutListener.class.getName());

    private final EventJson json;
    private final Channels channels;
    private final Refusals refusals;
    private final Fences fences;
    private final FenceMark mark;
    private @Nullable FeedSource source;

    @Inject
    FanoutListener(EventJson json, Channels channels, Refusals refusals, Fences fences, FenceMark mark) {
        this.json = json;
        this.channels = channels;
        this.refusals = refusals;
        this.fences = fences;
        this.mark = mark;
    }

    /** The messages of a new session follow. */
    synchronized void begin(FeedSource newSource) {
        newSource.begin();
        source = newSource;
    }

    /** No message counts until the next session. */
    synchronized void end() {
        source = null;
    }

    @Override
    public synchronized void onMessage(Message message) {
        try {
            if (source != null) {
                take(source, message);
            }
        } catch (JMSException | RuntimeException e) {
            LOG.log(Level.ERROR, "A message failed in a way that nobody foresaw; it is lost", e);
        }
    }

    private void take(FeedSource from, Message message) throws JMSException {
        byte[] body = body((BytesMessage) message);
        long position = from.place(offset(message), body);
        if (position == FeedSource.KNOWN) {
            return;
        }
        if (message.propertyExists(FenceMark.HEADER)) {
            channels.passOver(position);
            fences.pass(mark.number(body));
        } else {
            accept(body, position);
        }
    }

    private void accept(byte[] body, long position) {
        try {
            channels.append(json.parse(body), position);
        } catch (RefusedEvent e) {
            channels.passOver(position);
            refusals.note(e, body);
        }
    }

    private static long offset(Message message) throws JMSException {
        return message.propertyExists(FeedConsumer.OFFSET) ? message.getLongProperty(FeedConsumer.OFFSET) : -1;
    }

    private static byte[] body(BytesMessage message) throws JMSException {
        byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
        message.readBytes(body);
        return body;
    }
}
