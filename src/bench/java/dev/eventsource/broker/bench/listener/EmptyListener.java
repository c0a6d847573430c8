package dev.eventsource.broker.bench.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Semaphore;

/**
 * A program that consumes as the broker's feed does, with its prefetch and from a stream where there are such, and counts. Who
 * connects to its port and sends a number is answered when that many more messages have come.
 */
public final class EmptyListener {
    public static final String EXCHANGE = "bench.empty";
    public static final String AMQP_URL = "bench.listener.amqp";
    public static final String STREAM = "bench.listener.stream";
    public static final String PORT = "bench.listener.port";

    private static final int PREFETCH = 500;
    private static final int ACKNOWLEDGED_AT_ONCE = 100;

    private final Semaphore arrived = new Semaphore(0);

    private EmptyListener() {}

    public static void main(String[] args) throws Exception {
        var listener = new EmptyListener();
        listener.listen();
        try (var server = new ServerSocket(Integer.getInteger(PORT), 1, InetAddress.getLoopbackAddress())) {
            while (true) {
                listener.answer(server.accept());
            }
        }
    }

    private void listen() throws Exception {
        boolean isStream = Boolean.getBoolean(STREAM);
        var factory = new ConnectionFactory();
        factory.setUri(System.getProperty(AMQP_URL));
        Channel channel = factory.newConnection("bench-listener").createChannel();
        channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.FANOUT, true);
        channel.queueDeclare(
                EXCHANGE,
                true,
                false,
                false,
                isStream ? Map.of("x-queue-type", "stream", "x-max-length-bytes", 1L << 30) : Map.of());
        channel.queueBind(EXCHANGE, EXCHANGE, "");
        channel.basicQos(PREFETCH);
        channel.basicConsume(
                EXCHANGE, false, isStream ? Map.of("x-stream-offset", "next") : Map.of(), new Counter(channel));
    }

    private final class Counter extends DefaultConsumer {
        private int taken;

        Counter(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                throws IOException {
            arrived.release();
            taken++;
            if (taken == ACKNOWLEDGED_AT_ONCE) {
                taken = 0;
                getChannel().basicAck(envelope.getDeliveryTag(), true);
            }
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
