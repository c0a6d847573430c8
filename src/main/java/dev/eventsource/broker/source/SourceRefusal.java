package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import dev.eventsource.broker.amqp.Passive;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Why RabbitMQ does not bind or unbind a source's exchange. Stateless. */
final class SourceRefusal {
    private SourceRefusal() {}

    /**
     * Binds it or unbinds it. The broker's user may have no right to an exchange that is not there, and RabbitMQ looks at the right
     * first; but whether there is one it tells anybody.
     *
     * @return the code with which RabbitMQ refuses it; empty where it is done
     */
    static Optional<Integer> of(Connection connection, String exchange, Passive.Declaration binding)
            throws IOException, TimeoutException {
        Optional<Integer> code = Passive.refusal(connection, binding).map(AMQP.Channel.Close::getReplyCode);
        return code.filter(refused -> refused == AMQP.ACCESS_REFUSED).isPresent() && isMissing(connection, exchange)
                ? Optional.of(AMQP.NOT_FOUND)
                : code;
    }

    private static boolean isMissing(Connection connection, String exchange) throws IOException, TimeoutException {
        return Passive.refusal(connection, channel -> channel.exchangeDeclarePassive(exchange))
                .filter(refusal -> refusal.getReplyCode() == AMQP.NOT_FOUND)
                .isPresent();
    }

    /** What is to be changed. */
    static String inWords(int code) {
        return switch (code) {
            case AMQP.NOT_FOUND -> "there is no such exchange";
            case AMQP.ACCESS_REFUSED -> "the broker's user may not read it, or not write to its own exchange";
            default -> "RabbitMQ refuses it";
        };
    }
}
