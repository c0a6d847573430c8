package dev.eventsource.broker.feed;

import com.rabbitmq.jms.admin.RMQDestination;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;

/** A JMS listener on a queue, over an AMQP connection that is there already. */
final class QueueListening implements AutoCloseable {
    private static final int PREFETCH = 500;
    private static final int LONGEST_LISTENER_MILLIS = 60_000;
    private static final int LONGEST_CLOSE_MILLIS = 2_000;

    private final Connection connection;

    QueueListening(com.rabbitmq.client.Connection amqp, String queue, Intake intake, Loss loss) throws JMSException {
        Arrivals arrivals = new Arrivals();
        JmsFactory factory = new JmsFactory(amqp, consumer -> new QueueConsumer(consumer, intake, arrivals, loss));
        factory.setOnMessageTimeoutMs(LONGEST_LISTENER_MILLIS);
        factory.setTerminationTimeout(LONGEST_CLOSE_MILLIS);
        factory.setChannelsQos(PREFETCH);
        connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(new RMQDestination(queue, null, null, queue));
        consumer.setMessageListener(new FanoutListener(intake, arrivals, loss));
        connection.start();
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
