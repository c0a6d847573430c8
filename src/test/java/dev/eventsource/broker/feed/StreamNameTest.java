package dev.eventsource.broker.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.amqp.Post;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameTest {
    @Test
    void isReadAsItWasSaid() {
        StreamName name = new StreamName("0123456789ab", 41);
        Post post = name.post("eventsource.log");
        assertThat(new String(post.body(), UTF_8)).isEqualTo("{\"eshq:stream\":\"0123456789ab\",\"read\":41}");
        assertThat(StreamName.parse(post.body())).isEqualTo(name);
        assertThat(post.exchange()).isEmpty();
        assertThat(post.routingKey()).isEqualTo("eventsource.log");
        assertThat(post.properties())
                .extracting(AMQP.BasicProperties::getType, AMQP.BasicProperties::getExpiration)
                .containsExactly("eshq.mark", null);
    }

    @Test
    void isDrawnAtRandomAndGiven() {
        StreamName name = StreamName.draw();
        assertThat(name.isGiven()).isTrue();
        assertThat(name.name())
                .matches("[0-9a-f]{12}")
                .isNotEqualTo(StreamName.draw().name());
        assertThat(StreamName.parse(name.post("q").body())).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"e",
                "{\"eshq:stream\":\"0123456789ab\"}",
                "{\"eshq:stream\":\"0123456789aX\",\"read\":1}",
                "{\"eshq:stream\":\"0123456789ab\",\"read\":-2}",
                "{\"eshq:stream\":\"0123456789ab\",\"read\":1234567890123456789}",
                "{\"eshq:stream\":\"0123456789ab\",\"read\":1} ",
                "{\"eshq:mark\":\"fence\",\"node\":\"0123456789ab\",\"number\":1}",
                "{\"channel\":\"c\",\"data\":\"d\"}"
            })
    void anythingElseSaysNone(String body) {
        assertThat(StreamName.parse(body.getBytes(UTF_8))).isNull();
    }

    @Test
    void isOfTheStreamThatItStandsInOnlyBehindWhatWasReadThere() {
        assertThat(new StreamName("0123456789ab", 41).mayStandAt(42)).isTrue();
        assertThat(new StreamName("0123456789ab", 42).mayStandAt(42)).isFalse();
    }
}
