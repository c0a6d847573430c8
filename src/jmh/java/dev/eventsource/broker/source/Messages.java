package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.LongStringHelper;
import java.util.HashMap;
import java.util.Map;

/** Messages that a benchmark has come in. */
final class Messages {
    private Messages() {}

    /** One that the rule of that number is for, with three headers as RabbitMQ's client gives them. */
    static Arrival of(int rule, byte[] body) {
        return of("orders.7.kind-" + rule, rule, body);
    }

    static Arrival of(String key, int rule, byte[] body) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("app", LongStringHelper.asLongString("shop"));
        headers.put("kind", LongStringHelper.asLongString("kind-" + rule));
        headers.put("retries", 0);
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .messageId("0b4f1c9e-3f0a-4f8e-9c77-5f7a9f1f6a10")
                .headers(headers)
                .build();
        return new Arrival("orders", key, properties, body);
    }

    /** JSON of about so many bytes, whose last member a pointer asks for. */
    static byte[] body(int bytes) {
        StringBuilder lines = new StringBuilder("{\"sku\":\"0\",\"count\":0,\"price\":9.50}");
        String rest = "{\"by\":\"ann\",\"lines\":[%s],\"order\":{\"id\":7,\"state\":\"paid\",\"total\":19.00}}";
        for (int i = 1; lines.length() + rest.length() + 30 < bytes; i++) {
            lines.append(",{\"sku\":\"")
                    .append(i)
                    .append("\",\"count\":")
                    .append(i)
                    .append(",\"price\":9.50}");
        }
        return rest.formatted(lines).getBytes(UTF_8);
    }
}
