package dev.eventsource.broker.it.http;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.support.AmqpPublisher;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages on the exchange, mutated. One thread sends. */
record FuzzedMessages(AmqpPublisher exchange) {
    private static final List<String> MESSAGES = List.of(
            "{\"channel\":\"a\",\"data\":\"d\",\"id\":\"1\",\"name\":\"n\",\"user\":\"u\",\"socket\":\"s\"}",
            "{\"channel\":\"a\",\"data\":{\"a\":[1,2.5e3,null,true,\"\\u00e9\\ud83d\\ude00\"]},\"id\":7}",
            "{\"channel\":\"a\",\"data\":\"line\\nline\\r\\nline\",\"more\":{\"x\":[]}}",
            "{\"data\":\"\",\"channel\":\"\u00c3\u00a9\"}");

    void send(long seed) {
        Random random = new Random(seed);
        byte[] body = new Mutation(random).of(MESSAGES.get(random.nextInt(MESSAGES.size())));
        exchange.send(body, properties(random));
    }

    private static BasicProperties properties(Random random) {
        return switch (random.nextInt(4)) {
            case 0 ->
                new BasicProperties.Builder()
                        .contentEncoding("gzip")
                        .contentType("?")
                        .build();
            case 1 ->
                new BasicProperties.Builder()
                        .headers(Map.of("JMSType", "TextMessage", "x", random.nextInt()))
                        .messageId("")
                        .replyTo("\r\n")
                        .build();
            default -> new BasicProperties();
        };
    }
}
