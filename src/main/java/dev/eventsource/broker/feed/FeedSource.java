package dev.eventsource.broker.feed;

import com.rabbitmq.client.Connection;
import dev.eventsource.broker.amqp.Post;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What the feed is read from, and how its messages find their place in the node's order of events. */
sealed interface FeedSource permits NodeQueue, LogStream {
    /** Stands for the place of a message that came in before. */
    long KNOWN = -1;

    /** Stands for the place of a message in front of which others may be missing: it has none until that is settled. */
    long DOUBTFUL = -2;

    /** The name of the queue that is read. */
    String queue();

    /**
     * Sees to it that the queue is there, and that one which had to be made is bound: from here on no message of the exchange
     * is missed, unless a queue that others made has lost its binding, which the marks tell.
     */
    void declare(Connection connection) throws IOException, TimeoutException;

    /** Binds the queue anew, or makes it where it is gone. */
    void bind(Connection connection) throws IOException, TimeoutException;

    /** Whether a new session goes on behind what the one before has read, so that its end costs nothing. */
    boolean isResumed();

    /** A new session begins: its messages follow. Never at the same time as {@link #place}. */
    void begin();

    /** Hands messages to the intake from now on, until the loss; what it returns ends that. */
    AutoCloseable listen(Connection connection, Intake intake, Loss loss) throws IOException, JMSException;

    /** What is put at each beat for who reads the queue, beside what shows that it is bound. */
    List<Post> marks();

    /**
     * The position of the message that came in now, behind all others; {@link #KNOWN} where it had come in before, and
     * {@link #DOUBTFUL} where it has to be found out whether others are missing in front of it.
     *
     * @param offset the message's in the stream; -1 in a queue, where it has none
     */
    default long place(long offset, byte[] body) {
        return place(offset, body, true);
    }

    /**
     * The same.
     *
     * @param isOwn whether it may be one of the broker's own messages, as those of other exchanges are not
     */
    long place(long offset, byte[] body, boolean isOwn);
}
