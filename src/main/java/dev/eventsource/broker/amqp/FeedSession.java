package dev.eventsource.broker.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.jms.admin.RMQDestination;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** One connection of the feed, from its queue's declaration to its loss. */
final class FeedSession implements AutoCloseable {
    private static final int PREFETCH = 500;
    private static final int LONGEST_LISTENER_MILLIS = 60_000;
    private static final int LONGEST_CLOSE_MILLIS = 2_000;

    private final CompletableFuture<String> loss = new CompletableFuture<>();
    private final String exchange;
    private final String queue;
    private final SignalExchange signals;
    private final Connection connection;

    /** Connects and binds the queue: from here on no message of the exchange is missed, until the loss. */
    FeedSession(AmqpServers servers, String exchange, String queue, SignalExchange signals) throws JMSException {
        this.exchange = exchange;
        this.queue = queue;
        this.signals = signals;
        this.connection = connect(servers);
    }

    private Connection connect(AmqpServers servers) throws JMSException {
        FeedFactory factory = new FeedFactory(consumer -> new FeedConsumer(consumer, loss::complete));
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
            signals.bind(amqp);
            try (Channel channel = amqp.createChannel()) {
                channel.queueDeclare(queue, false, true, true, null);
                channel.queueBind(queue, exchange, "");
            }
        } catch (IOException e) {
            amqp.abort();
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            amqp.abort();
            throw new UncheckedIOException(new IOException("RabbitMQ did not answer in time", e));
        }
    }

    /** Starts to hand messages to the listener, one at a time. */
    void listen(MessageListener listener) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(new RMQDestination(queue, null, null, queue));
        consumer.setMessageListener(listener);
        connection.start();
    }

    /** Waits until no more messages come, and says why. */
    String awaitLoss() throws InterruptedException {
        try {
            return loss.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a loss is never reported as a failure", e);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
