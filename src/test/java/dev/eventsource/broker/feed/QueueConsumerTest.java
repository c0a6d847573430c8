package dev.eventsource.broker.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import jakarta.jms.BytesMessage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From RabbitMQ's message to the intake, without the JMS client between. */
class QueueConsumerTest {
    private static final String RULES =
            "{\"sources\":[{\"exchange\":\"orders\"}],\"rules\":[{\"channel\":\"c\",\"id\":\"{message_id}\"}]}";

    private final IntakeByHand byHand = IntakeByHand.with("SOURCES", RULES);
    private final Arrivals arrivals = new Arrivals();
    private final Loss loss = new Loss();
    private final FanoutListener listener = new FanoutListener(byHand.intake, arrivals, loss);
    private final List<AMQP.BasicProperties> handedOn = new ArrayList<>();
    private final QueueConsumer consumer = new QueueConsumer(jms(), byHand.intake, arrivals, loss);

    QueueConsumerTest() {
        byHand.beginStream();
    }

    private Consumer jms() {
        return (Consumer) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    handedOn.add((AMQP.BasicProperties) arguments[2]);
                    listener.onMessage(message((AMQP.BasicProperties) arguments[2], (byte[]) arguments[3]));
                    return null;
                });
    }

    private static BytesMessage message(AMQP.BasicProperties properties, byte[] body) {
        return (BytesMessage) Proxy.newProxyInstance(
                BytesMessage.class.getClassLoader(),
                new Class<?>[] {BytesMessage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getStringProperty" -> header(properties, (String) arguments[0]);
                    case "getBodyLength" -> (long) body.length;
                    case "readBytes" -> copy(body, (byte[]) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static @Nullable String header(AMQP.BasicProperties properties, String name) {
        Map<String, Object> headers = properties.getHeaders();
        return headers == null || !headers.containsKey(name)
                ? null
                : headers.get(name).toString();
    }

    private static int copy(byte[] from, byte[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
        return from.length;
    }

    private void come(AMQP.BasicProperties properties) throws IOException {
        consumer.handleDelivery("tag", new Envelope(1, false, "orders", "k"), properties, "d".getBytes(UTF_8));
    }

    /** What stands in for them is a secret, which a rule could give out. */
    @Test
    void aSourcesMessageWhoseHeadersCannotBeReadIsRefused() throws IOException {
        come(BoundedFrames.unreadable());
        assertThat(byHand.refused.counts()).containsEntry("unreadable", 1L);
        assertThat(byHand.channels.events()).isZero();
        assertThat(handedOn).hasSize(1);
        assertThat(loss.isNoted()).isFalse();
    }
}
