package dev.eventsource.broker.amqp;

import com.rabbitmq.jms.admin.RMQDestination;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection of the feed, from its queue's declaration to its loss. Made and used by the feed's thread. */
final class FeedSession implements AutoCloseable {
    private static final int PREFETCH = 500;
    private static final int LONGEST_LISTENER_MILLIS = 60_000;
    private static final int LONGEST_CLOSE_MILLIS = 2_000;

    private final CompletableFuture<String> loss = new CompletableFuture<>();
    private final String exchange;
    private final FeedSources sources;
    private final SignalExchange signals;
    private final Connection connection;
    private @Nullable FeedSource source;

    /** Connects and binds the queue: from here on no message of the exchange is missed, until the loss. */
    FeedSession(AmqpServers servers, String exchange, FeedSources sources, SignalExchange signals) throws JMSException {
        this.exchange = exchange;
        this.sources = sources;
        this.signals = signals;
        this.connection = connect(servers);
    }

    private Connection connect(AmqpServers servers) throws JMSException {
        FeedFactory factory = new FeedFactory(
                consumer -> new FeedConsumer(consumer, source() instanceof LogStream, loss::complete),
                () -> source().consumerArguments());
        factory.setAmqpConnectionFactoryPostProcessor(servers::configure);
        factory.setAmqpConnectionPostProcessor(this::bind);
        factory.setOnMessageTimeoutMs(LONGEST_LISTENER_MILLIS);
        factory.setTerminationTimeout(LONGEST_CLOSE_MILLIS);
        factory.setChannelsQos(PREFETCH);
        return factory.createConnection();
    }

    /** An exclusive queue must live on the connection that consumes from it. */
    private void bind(com.rabbitmq.client.Connection amqp) {
        try {
            FanoutExchange.ensure(amqp, exchange);
            FeedSource chosen = sources.choose(amqp);
            chosen.declare(amqp);
            signals.bind(amqp);
            source = chosen;
        } catch (IOException e) {
            amqp.abort();
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            amqp.abort();
            throw new UncheckedIOException(new IOException("RabbitMQ did not answer in time", e));
        } catch (RuntimeException e) {
            amqp.abort();
            throw e;
        }
    }

    /** What it reads. */
    FeedSource source() {
        return Objects.requireNonNull(source, "not bound");
    }

    /** Starts to hand messages to the listener, one at a time. */
    void listen(MessageListener listener) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        String queue = source().queue();
        MessageConsumer consumer = session.createConsumer(new RMQDestination(queue, null, null, queue));
        consumer.setMessageListener(listener);
        connection.start();
    }

    /** Why no more messages come, once that is so; never a failure. */
    CompletableFuture<String> loss() {
        return loss;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
