package dev.eventsource.broker.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class AmqpFailureTest {
    @Test
    void saysWhatDidNotAnswerAndForHowLong() {
        assertThat(AmqpFailure.inWords(new IOException("a method timed out", new TimeoutException())))
                .isEqualTo("RabbitMQ did not answer within 5 seconds");
        assertThat(AmqpFailure.inWords(new SocketTimeoutException("Connect timed out")))
                .isEqualTo("RabbitMQ did not answer within 5 seconds");
    }

    @Test
    void saysTheFirstCause() {
        assertThat(AmqpFailure.inWords(new IOException(new ConnectException("Connection refused"))))
                .isEqualTo("ConnectException: Connection refused");
        assertThat(AmqpFailure.inWords(new IOException(new IllegalStateException())))
                .isEqualTo("IllegalStateException");
    }

    @Test
    void saysTheSameOfAConnectionThatTheOtherSideEndedHoweverThatWasMet() {
        assertThat(List.of(
                                new EOFException(),
                                new EOFException("null"),
                                new SocketException("Connection reset"),
                                new SocketException("Connection reset by peer"),
                                new SocketException("Broken pipe"))
                        .stream()
                        .map(failure -> AmqpFailure.inWords(new IOException(failure))))
                .containsOnly("the connection to RabbitMQ was ended by the other side");
    }
}
