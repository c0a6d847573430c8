package dev.eventsource.broker.bench.listener;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** Consumes what comes to an exchange as the broker's feed does: with its prefetch, and from a stream where there are such. */
public final class Tap extends DefaultConsumer {
    /** The properties of a program's that has one. */
    public static final String AMQP_URL = "bench.tap.amqp";

    public static final String STREAM = "bench.tap.stream";

    private static final int PREFETCH = 500;
    private static final int ACKNOWLEDGED_AT_ONCE = 100;

    private final Consumer<byte[]> bodies;
    private int taken;

    private Tap(Channel channel, Consumer<byte[]> bodies) {
        super(channel);
        this.bodies = bodies;
    }

    /** Hands on each body from now on, by the client's thread. */
    public static void open(String exchange, Consumer<byte[]> bodies) throws Exception {
        boolean isStream = Boolean.getBoolean(STREAM);
        var factory = new ConnectionFactory();
        factory.setUri(System.getProperty(AMQP_URL));
        Channel channel = factory.newConnection(exchange).createChannel();
        channel.exchangeDeclare(exchange, BuiltinExchangeType.FANOUT, true);
        channel.queueDeclare(
                exchange,
                true,
                false,
                false,
                isStream ? Map.of("x-queue-type", "stream", "x-max-length-bytes", 1L << 30) : Map.of());
        channel.queueBind(exchange, exchange, "");
        channel.basicQos(PREFETCH);
        Map<String, Object> arguments = isStream ? Map.of("x-stream-offset", "next") : Map.of();
        channel.basicConsume(exchange, false, arguments, new Tap(channel, bodies));
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        bodies.accept(body);
        taken++;
        if (taken == ACKNOWLEDGED_AT_ONCE) {
            taken = 0;
            getChannel().basicAck(envelope.getDeliveryTag(), true);
        }
    }
}
