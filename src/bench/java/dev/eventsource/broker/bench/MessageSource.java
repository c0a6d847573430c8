package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.eventsource.broker.bench.feed.Due;
import dev.eventsource.broker.bench.feed.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Publishes events as messages of an exchange, as fast as the AMQP server takes them. */
final class MessageSource implements Source {
    private static final BasicProperties NO_PROPERTIES = new BasicProperties();

    private final String exchange;
    private final String eventChannel;
    private final int length;
    private final Connection connection;
    private final Channel channel;
    private long published;

    MessageSource(String url, String exchange, String eventChannel, int length) {
        this.exchange = exchange;
        this.eventChannel = eventChannel;
        this.length = length;
        try {
            var factory = new ConnectionFactory();
            factory.setUri(url);
            connection = factory.newConnection("bench");
            channel = connection.createChannel();
        } catch (Exception e) {
            throw new IllegalStateException("no connection to " + url, e);
        }
    }

    /** Done when all are sent, on a thread of its own. */
    CompletableFuture<Void> publish(int count) {
        return CompletableFuture.runAsync(() -> send(count));
    }

    @Override
    public void send(int count) {
        for (int i = 0; i < count; i++) {
            publish(Payload.nowMicros());
        }
    }

    @Override
    public void pace(int perSecond, int count) {
        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> Due.each(perSecond, count, this::publish));
    }

    private void publish(long dueMicros) {
        String data = Payload.text(published, dueMicros, length);
        published++;
        String json = "{\"user\":\"" + Tickets.USER.key() + "\",\"channel\":\"" + eventChannel + "\",\"data\":\"" + data
                + "\"}";
        try {
            channel.basicPublish(exchange, "", NO_PROPERTIES, json.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
