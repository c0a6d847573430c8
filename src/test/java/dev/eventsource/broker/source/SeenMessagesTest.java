package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenMessagesTest {
    private final SeenMessages seen = new SeenMessages();

    private void add(String key, byte[] body) {
        seen.add(new Arrival("x", key, new AMQP.BasicProperties(), body));
    }

    @Test
    void areTheLatestTenNewestFirst() {
        IntStream.range(0, 12).forEach(i -> add("k" + i, new byte[0]));
        assertThat(seen.newestFirst())
                .extracting(Arrival::routingKey)
                .containsExactly("k11", "k10", "k9", "k8", "k7", "k6", "k5", "k4", "k3", "k2");
    }

    @Test
    void haveOfTheirBodiesTheFirst64KilobytesAndNoMoreInMemory() {
        byte[] body = ("first" + "x".repeat(65 << 10)).getBytes(UTF_8);
        add("long", body);
        assertThat(seen.newestFirst()).singleElement().satisfies(kept -> {
            assertThat(kept.body()).hasSize(64 << 10).startsWith("first".getBytes(UTF_8));
            assertThat(kept.routingKey()).isEqualTo("long");
        });
    }
}
