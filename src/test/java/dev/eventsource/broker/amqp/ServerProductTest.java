package dev.eventsource.broker.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerProductTest {
    @ParameterizedTest
    @CsvSource({
        "RabbitMQ, 3.8.35, false",
        "RabbitMQ, 3.9.0, true",
        "RabbitMQ, 3.10.8, true",
        "RabbitMQ, 4.1.0-rc.1, true",
        "RabbitMQ, unknown, false",
        "qpid, 10.1.0, false",
        "null, null, false"
    })
    void knowsWhichServersHaveStreams(String product, String version, boolean streams) {
        assertThat(new ServerProduct(product, version).hasStreams()).isEqualTo(streams);
    }
}
