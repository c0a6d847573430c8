package dev.eventsource.broker.it.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.ServerLog;
import dev.eventsource.broker.it.support.Site;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that is no event is counted, and the next one arrives as if it had not been. */
public interface RefusedMessages extends FeedTests {
    @ParameterizedTest
    @EnumSource
    default void countsAndGoesOn(RefusedMessage message) {
        String channel = Site.newChannel();
        int before = refused(message.reason);
        try (var stream = Site.ALICES.subscribe(channel)) {
            exchange().send(message.body(channel), new BasicProperties());
            exchange().publish("{\"channel\":\"" + channel + "\",\"id\":\"1\",\"data\":\"next\"}");
            assertThat(stream.next()).isEqualTo("id: 1\ndata: next\n\n");
        }
        assertThat(refused(message.reason)).isEqualTo(before + 1);
    }

    /** Of a reason, one line in a second is logged. */
    @ParameterizedTest
    @ValueSource(
            strings = {"00-0af7651916cd43dd8448eb211c80319c-%s-01", "01-0af7651916cd43dd8448eb211c80319c-%s-00-more"})
    default void isLoggedWithItsTrace(String traceParent) {
        String span = UUID.randomUUID().toString().substring(19).replace("-", "");
        String trace = traceParent.formatted(span);
        var properties = new BasicProperties.Builder().headers(Map.of("traceparent", trace));
        try (var log = ServerLog.watch()) {
            await().until(() -> {
                exchange().publish("no event".getBytes(UTF_8), properties.build());
                return log.text().contains("(traceparent " + trace.replace("-more", "") + ")");
            });
        }
    }

    /** As an operator on the broker's own machine sees it. */
    static int refused(String reason) {
        JsonObject broker = Door.get("/broker").object();
        return broker.getJsonObject("refused").getInt(reason, 0);
    }
}
