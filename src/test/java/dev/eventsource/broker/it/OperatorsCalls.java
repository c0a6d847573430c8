package dev.eventsource.broker.it;

import static dev.eventsource.broker.it.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the broker says of itself, and to whom. */
interface OperatorsCalls {
    @Test
    default void describesTheNode() {
        try (var stream = Site.ALICES.subscribe("a")) {
            assertThat(stream.status()).isEqualTo(200);
            var broker = Door.get("/broker").object();
            assertThat(broker.keySet())
                    .contains("broker_id", "connections", "channels", "events", "version", "refused");
            assertThat(broker.getInt("connections")).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"Forwarded,for=192.0.2.1", "X-Forwarded-For,192.0.2.1", "X-Forwarded-For,127.0.0.1"})
    default void aCallThroughAProxyIsNoOperators(String header, String value) {
        assertProblem(Door.get("/broker", header, value), 401);
        assertProblem(Door.get("/broker", header, value, "Authorization", "Bearer wrong"), 401);
        String token = "Bearer " + Broker.ADMIN_TOKEN;
        assertThat(Door.get("/broker", header, value, "Authorization", token).status())
                .isEqualTo(200);
    }

    @Test
    default void saysThatItIsReady() {
        Answer status = Door.get("/status");
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.body()).contains("OK");
        assertThat(Door.call("HEAD", "/status").status()).isEqualTo(200);
    }
}
