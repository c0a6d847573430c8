package dev.eventsource.broker.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.ledger.cluster.ForeignApplication;
import dev.eventsource.broker.ledger.event.Message;
import jakarta.json.Json;
import java.util.List;

/** The foreign application, which publishes to its own exchange what its own programs understand. */
final class ForeignOutlet implements Outlet {
    private static final int PERSISTENT = 2;

    private final ConfirmedChannel channel;

    ForeignOutlet(List<Integer> ports) {
        channel = new ConfirmedChannel(ports);
    }

    @Override
    public void send(Message message) throws InterruptedException {
        BasicProperties properties = new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .messageId(message.ownId())
                .build();
        String key = ForeignApplication.routingKey(message.line().channel());
        if (channel.publish(ForeignApplication.EXCHANGE, key, properties, body(message))) {
            message.noteConfirmed();
        }
    }

    private static byte[] body(Message message) {
        return Json.createObjectBuilder()
                .add("order", Json.createObjectBuilder().add("text", message.data()))
                .add("by", "ledger")
                .build()
                .toString()
                .getBytes(UTF_8);
    }

    @Override
    public void close() {
        channel.close();
    }
}
