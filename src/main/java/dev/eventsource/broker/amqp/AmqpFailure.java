package dev.eventsource.broker.amqp;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;

/** Says what went wrong with RabbitMQ in words for the log: by its first cause, which libraries often leave without any. */
public final class AmqpFailure {
    private AmqpFailure() {}

    /** In a few words, without a full stop. */
    public static String inWords(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof TimeoutException || root instanceof SocketTimeoutException) {
            return "RabbitMQ did not answer within " + AmqpServer.LONGEST_WAIT.toSeconds() + " seconds";
        }
        String name = root.getClass().getSimpleName();
        return root.getMessage() == null ? name : name + ": " + root.getMessage();
    }
}
