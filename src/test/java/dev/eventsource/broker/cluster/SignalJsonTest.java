package dev.eventsource.broker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalJsonTest {
    @Test
    void readsWhatItWrote() {
        var signal = new Signal(Topic.END_CHANNEL, "\"quoted\" \n é");
        assertThat(SignalJson.parse(SignalJson.write(signal))).isEqualTo(signal);
    }

    /** Nodes of another version have to understand it. */
    @Test
    void saysTopicsAsEver() {
        assertThat(new String(SignalJson.write(new Signal(Topic.END_USER, "k")), StandardCharsets.UTF_8))
                .isEqualTo("{\"topic\":\"end-user\",\"text\":\"k\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"topic\":1,\"text\":\"\"}",
                "{\"topic\":\"t\"}",
                "{\"topic\":\"unknown\",\"text\":\"\"}"
            })
    void refusesWhatIsNoSignal(String body) {
        assertThatThrownBy(() -> SignalJson.parse(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RuntimeException.class);
    }
}
