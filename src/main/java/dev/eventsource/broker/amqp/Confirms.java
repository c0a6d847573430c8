package dev.eventsource.broker.amqp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The messages of one AMQP channel that wait for RabbitMQ's word, by their sequence number. It returns an unroutable
 * message before it confirms it, so what was returned is known when the confirm comes. Any thread may call.
 */
final class Confirms {
    private final ConcurrentNavigableMap<Long, Waiting> waiting = new ConcurrentSkipListMap<>();

    private static final class Waiting {
        private final CompletableFuture<Boolean> accepted = new CompletableFuture<>();

        /** Written before the confirm, by the thread that brings both. */
        private volatile boolean returned;
    }

    /** True when RabbitMQ has taken and routed the message, false when it has not. */
    CompletableFuture<Boolean> expect(long sequence) {
        Waiting message = new Waiting();
        waiting.put(sequence, message);
        return message.accepted;
    }

    /** Nobody waits for a message any longer. */
    void forget(long sequence) {
        waiting.remove(sequence);
    }

    void returned(long sequence) {
        Waiting message = waiting.get(sequence);
        if (message != null) {
            message.returned = true;
        }
    }

    void settle(long sequence, boolean multiple, boolean confirmed) {
        if (multiple) {
            waiting.headMap(sequence, true).keySet().forEach(each -> settle(each, confirmed));
        } else {
            settle(sequence, confirmed);
        }
    }

    private void settle(long sequence, boolean confirmed) {
        Waiting message = waiting.remove(sequence);
        if (message != null) {
            message.accepted.complete(confirmed && !message.returned);
        }
    }

    /** Nothing more will be confirmed. */
    void abandon() {
        waiting.keySet().forEach(sequence -> settle(sequence, false));
    }
}
