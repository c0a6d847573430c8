package dev.eventsource.broker.source;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One binding of a source's exchange to the broker's.
 *
 * @param key the binding key, which the exchange's type gives a meaning; empty with header matches
 * @param arguments what a headers exchange compares, with {@code x-match}: texts, whole numbers and truth values
 */
record SourceBinding(String exchange, String key, Map<String, Object> arguments) {
    private static final int LONGEST_NAME = 255;

    /** Of a frame's 128 KiB, as RabbitMQ comes. */
    private static final int LONGEST_COMPARED = 64 << 10;

    SourceBinding {
        arguments = Map.copyOf(arguments);
    }

    /**
     * Whether RabbitMQ can be asked for it. Of what is too long the client fails, or RabbitMQ ends the connection, and that is the
     * one by which all events come in.
     */
    boolean canBeAsked() {
        long compared = 0;
        for (Map.Entry<String, Object> argument : arguments.entrySet()) {
            compared += bytes(argument.getKey()) + bytes(argument.getValue().toString());
        }
        return isName(exchange)
                && isName(key)
                && arguments.keySet().stream().allMatch(SourceBinding::isName)
                && compared <= LONGEST_COMPARED;
    }

    /** Whether it is as short as AMQP's names are. */
    static boolean isName(String text) {
        return bytes(text) <= LONGEST_NAME;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
