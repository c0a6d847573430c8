package dev.eventsource.broker.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.cluster.Signal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalJsonTest {
    @Test
    void readsWhatItWrote() {
        var signal = new Signal("end-channel", "\"quoted\" \n é");
        assertThat(SignalJson.parse(SignalJson.write(signal))).isEqualTo(signal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"topic\":1,\"text\":\"\"}", "{\"topic\":\"t\"}"})
    void refusesWhatIsNoSignal(String body) {
        assertThatThrownBy(() -> SignalJson.parse(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RuntimeException.class);
    }
}
