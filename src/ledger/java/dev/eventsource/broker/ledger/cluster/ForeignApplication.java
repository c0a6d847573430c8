package dev.eventsource.broker.ledger.cluster;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.eventsource.broker.process.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * An application that knows nothing of the broker: its topic exchange, and what every broker is told of it. A message's routing
 * key says the channel, its body the data, and its {@code message_id}, where it has one, the id. Stateless.
 */
public final class ForeignApplication {
    /** The topic exchange. */
    public static final String EXCHANGE = "ledger.orders";

    private static final int CHANNELS = 4;
    private static final String SOURCES = """
            {"sources": [{"exchange": "%1$s", "bind": "orders.#"}],
             "rules": [{"exchange": "%1$s", "key": "orders.*.changed", "channel": "{1}", "data": "{/order/text}",
                        "id": "{message_id}", "user": "%2$s"}]}
            """;

    private ForeignApplication() {}

    /** What every broker is told. */
    public static Map<String, String> settings() {
        Path file = Target.file("ledger-sources.json");
        try {
            Files.writeString(file, SOURCES.formatted(EXCHANGE, Cluster.USER.key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("SOURCES", file.toString());
    }

    /** The channels that get events from there alone. */
    public static List<String> channels() {
        return IntStream.range(0, CHANNELS).mapToObj(i -> "s" + i).toList();
    }

    /** What a message for that channel is published with. */
    public static String routingKey(String channel) {
        return "orders." + channel + ".changed";
    }

    /** Makes the exchange, which a restart of RabbitMQ leaves. */
    static void declare(int port) {
        try (Connection connection = connect(port)) {
            connection.createChannel().exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes the exchange, with its bindings. */
    static void delete(int port) {
        try (Connection connection = connect(port)) {
            connection.createChannel().exchangeDelete(EXCHANGE);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(int port) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        return factory.newConnection("ledger-application");
    }
}
