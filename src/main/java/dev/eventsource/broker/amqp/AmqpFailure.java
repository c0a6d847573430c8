package dev.eventsource.broker.amqp;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;

/** Says what went wrong with RabbitMQ in words for the log: by its first cause, which libraries often leave without any. */
public final class AmqpFailure {
    private AmqpFailure() {}

    /** In a few words, without a full stop; the same words for the same kind of failure, so that it is logged once. */
    public static String inWords(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof TimeoutException || root instanceof SocketTimeoutException) {
            return "RabbitMQ did not answer within " + AmqpServer.LONGEST_WAIT.toSeconds() + " seconds";
        }
        if (isEnd(root)) {
            return "the connection to RabbitMQ was ended by the other side";
        }
        String name = root.getClass().getSimpleName();
        return root.getMessage() == null ? name : name + ": " + root.getMessage();
    }

    /** One and the same, whether it was met by who read or who wrote, and how soon. */
    private static boolean isEnd(Throwable root) {
        String message = String.valueOf(root.getMessage());
        return root instanceof EOFException
                || (root instanceof SocketException
                        && (message.startsWith("Connection reset") || message.startsWith("Broken pipe")));
    }
}
