package dev.eventsource.broker.bench.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.jms.admin.RMQConnectionFactory;
import com.rabbitmq.jms.admin.RMQDestination;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Scanner;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/**
 * A program that listens as the broker's feed does, with its settings, and counts. Who connects to its port and sends a
 * number is answered when that many more messages have come.
 */
public final class EmptyListener {
    public static final String EXCHANGE = "bench.empty";
    public static final String AMQP_URL = "bench.listener.amqp";
    public static final String PORT = "bench.listener.port";

    private static final String QUEUE = "bench.empty";
    private static final int PREFETCH = 500;
    private static final int LONGEST_LISTENER_MILLIS = 60_000;

    private final Semaphore arrived = new Semaphore(0);

    private EmptyListener() {}

    public static void main(String[] args) throws IOException, JMSException {
        var listener = new EmptyListener();
        listener.listen();
        try (var server = new ServerSocket(Integer.getInteger(PORT), 1, InetAddress.getLoopbackAddress())) {
            while (true) {
                listener.answer(server.accept());
            }
        }
    }

    private void listen() throws JMSException {
        var factory = new RMQConnectionFactory();
        factory.setUri(System.getProperty(AMQP_URL));
        factory.setAmqpConnectionPostProcessor(EmptyListener::bind);
        factory.setOnMessageTimeoutMs(LONGEST_LISTENER_MILLIS);
        factory.setChannelsQos(PREFETCH);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(new RMQDestination(QUEUE, null, null, QUEUE))
                .setMessageListener(message -> arrived.release());
        connection.start();
    }

    private static void bind(com.rabbitmq.client.Connection amqp) {
        try (Channel channel = amqp.createChannel()) {
            channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.FANOUT, true);
            channel.queueDeclare(QUEUE, false, true, true, null);
            channel.queueBind(QUEUE, EXCHANGE, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private void answer(Socket socket) throws IOException {
        try (socket;
                var numbers = new Scanner(socket.getInputStream(), US_ASCII)) {
            while (numbers.hasNextInt()) {
                arrived.acquireUninterruptibly(numbers.nextInt());
                socket.getOutputStream().write('\n');
            }
        }
    }
}
