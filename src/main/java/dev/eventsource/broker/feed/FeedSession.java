package dev.eventsource.broker.feed;

import com.rabbitmq.client.Connection;
import dev.eventsource.broker.amqp.AmqpServer;
import dev.eventsource.broker.amqp.FanoutExchange;
import dev.eventsource.broker.cluster.SignalExchange;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.source.SourceBindings;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection of the feed, from its queue's declaration to its loss. Made and used by the feed's thread. */
final class FeedSession implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FeedSession.class.getName());
    private static final int LONGEST_CLOSE_MILLIS = 2_000;

    private final Loss loss = new Loss();
    private final AmqpServer server;
    private final String exchange;
    private final SourceBindings bindings;
    private final SignalExchange signals;
    private final Connection connection;
    private final FeedSource source;
    private @Nullable AutoCloseable listening;

    /** Connects and sees to the queue: from here on no message of the exchange is missed unseen, until the loss. */
    FeedSession(
            AmqpServer server,
            String exchange,
            FeedSources sources,
            SourceBindings bindings,
            SignalExchange signals,
            EventJson json)
            throws IOException, TimeoutException {
        this.server = server;
        this.exchange = exchange;
        this.bindings = bindings;
        this.signals = signals;
        this.connection = FeedConnection.open(server, json);
        try {
            FanoutExchange.ensure(connection, exchange);
            // Before the queue: once that is bound, everything is to come in.
            bindings.keep(server, connection);
            this.source = sources.choose(connection);
            source.declare(connection);
            signals.listen(connection);
        } catch (IOException | TimeoutException | RuntimeException e) {
            connection.abort(LONGEST_CLOSE_MILLIS);
            throw e;
        }
    }

    /** What it reads. */
    FeedSource source() {
        return source;
    }

    /** What is wrong with an exchange that was there before; empty where nothing is. */
    Optional<String> exchangeFault() throws IOException, TimeoutException {
        return FanoutExchange.fault(connection, exchange);
    }

    /** Starts to hand messages to the intake, one at a time. */
    void listen(Intake intake) throws IOException, JMSException {
        connection.addShutdownListener(loss::note);
        listening = source.listen(connection, intake, loss);
    }

    /** Makes the exchange where it is gone, which is told by true. */
    boolean makesExchange() throws IOException, TimeoutException {
        return FanoutExchange.ensure(connection, exchange);
    }

    /** Binds the queue anew. */
    void bind() throws IOException, TimeoutException {
        source.bind(connection);
    }

    /** Sees to it that the exchanges of others are bound, where that is due or in doubt. */
    void keepSources(boolean isInDoubt) throws IOException, TimeoutException {
        if (isInDoubt) {
            bindings.doubt();
        }
        bindings.keep(server, connection);
    }

    /** Whether one of these was gone and is bound again; told once. */
    boolean missedSource() {
        return bindings.tellsOfLoss();
    }

    /** Binds the queue of signals anew. */
    void bindSignals() throws IOException, TimeoutException {
        signals.bind(connection);
    }

    /** Why no more messages come, once that is so. */
    Loss loss() {
        return loss;
    }

    @Override
    public void close() {
        loss.note("closed");
        try {
            if (listening != null) {
                listening.close();
            }
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "The listener could not be closed in good order", e);
        } finally {
            connection.abort(LONGEST_CLOSE_MILLIS);
        }
    }
}
