package dev.eventsource.broker.publish;

import dev.eventsource.broker.amqp.AmqpFailure;
import dev.eventsource.broker.amqp.AmqpServers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The publisher's way to RabbitMQ: one session after the other, and what stands in the way meanwhile. The publisher's thread
 * alone opens sessions and writes {@code session} and {@code server}; its watch alone calls {@link #watch} and writes {@code told}. {@code
 * obstacle} and {@code failure} are written by both, each for what it has just found, and {@code closed} by who stops the
 * publisher; any thread may read them.
 */
final class PublishLink {
    private static final Logger LOG = System.getLogger(PublishLink.class.getName());

    private final AmqpServers.Turns servers;
    private final String exchange;
    private final Runnable doubt;
    private volatile @Nullable PublishSession session;
    private volatile @Nullable Obstacle obstacle;
    private volatile String server = "";
    private volatile String failure = "";
    private volatile boolean closed;
    private @Nullable Obstacle told = Obstacle.AWAY;

    /** {@code doubt} is told when the exchange or its binding may be gone; it must not wait. */
    PublishLink(AmqpServers.Turns servers, String exchange, Runnable doubt) {
        this.servers = servers;
        this.exchange = exchange;
        this.doubt = doubt;
    }

    /** The session that is open, or that it opens now; null where it cannot. */
    @Nullable
    PublishSession session() {
        PublishSession current = session;
        if (current != null && current.isOpen()) {
            return current;
        }
        if (current != null) {
            current.close();
            session = null;
            // One of a cluster that is cut off from the others takes connections, and confirms nothing.
            servers.noteFailure();
        }
        return open();
    }

    private @Nullable PublishSession open() {
        try {
            server = servers.current().name();
            PublishSession opened = PublishSession.open(servers.current(), exchange, doubt);
            session = opened;
            obstacle = null;
            return opened;
        } catch (IOException | TimeoutException | RuntimeException e) {
            failure = AmqpFailure.inWords(e);
            obstacle = Obstacle.AWAY;
            servers.noteFailure();
            return null;
        }
    }

    /** What is in the way now; null: nothing that is known. */
    @Nullable
    Obstacle obstacle() {
        if (closed) {
            return Obstacle.STOPPING;
        }
        PublishSession current = session;
        return obstacle == null && current != null && current.isBlocked() ? Obstacle.BLOCKED : obstacle;
    }

    /** Ends a session that hangs, and logs what has changed. Never waits. */
    void watch() {
        PublishSession current = session;
        if (current != null && current.endIfHung()) {
            failure = "it takes or says nothing";
            obstacle = Obstacle.AWAY;
        }
        Obstacle now = obstacle();
        if (now != told && (now != null || current != null) && !closed) {
            told = now;
            tell(now);
        }
    }

    private void tell(@Nullable Obstacle now) {
        if (now == null) {
            LOG.log(Level.INFO, "Events are published to {0}", server);
        } else {
            String reason = now == Obstacle.AWAY ? " (" + failure + ")" : "";
            LOG.log(Level.WARNING, "No events are published to {0}: {1}{2}", server, now.words(), reason);
        }
    }

    /** Nothing more is to be sent. Any thread may call. */
    void refuse() {
        closed = true;
    }

    /** Ends the session, in good order unless the publisher's thread hangs; after that thread was told to end. */
    void close() {
        PublishSession current = session;
        if (current != null) {
            current.close();
        }
    }
}
