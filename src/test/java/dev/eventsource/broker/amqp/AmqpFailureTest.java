package dev.eventsource.broker.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
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
        assertThat(AmqpFailure.inWords(new IOException(new EOFException()))).isEqualTo("EOFException");
    }
}
