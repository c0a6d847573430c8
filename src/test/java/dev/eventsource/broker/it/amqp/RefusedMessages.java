package dev.eventsource.broker.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Site;
import jakarta.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** As an operator on the broker's own machine sees it. */
    static int refused(String reason) {
        JsonObject broker = Door.get("/broker").object();
        return broker.getJsonObject("refused").getInt(reason, 0);
    }
}
