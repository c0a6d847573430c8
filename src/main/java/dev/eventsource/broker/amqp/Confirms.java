package dev.eventsource.broker.amqp;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The messages of one AMQP channel that wait for RabbitMQ's word. It returns an unroutable message before it confirms it,
 * so what was returned is known when the confirm comes. Any thread may call.
 */
final class Confirms {
    private final ConcurrentNavigableMap<Long, Waiting> waiting = new ConcurrentSkipListMap<>();
    private final Map<String, Boolean> returned = new ConcurrentHashMap<>();

    private record Waiting(String messageId, CompletableFuture<Boolean> accepted) {}

    /** True when RabbitMQ has taken and routed the message; false when it has not. */
    CompletableFuture<Boolean> expect(long sequence, String messageId) {
        CompletableFuture<Boolean> accepted = new CompletableFuture<>();
        waiting.put(sequence, new Waiting(messageId, accepted));
        return accepted;
    }

    void returned(String messageId) {
        returned.put(messageId, true);
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
            boolean unroutable = returned.remove(message.messageId()) != null;
            message.accepted().complete(confirmed && !unroutable);
        }
    }

    /** Nothing more will be confirmed. */
    void abandon() {
        waiting.keySet().forEach(sequence -> settle(sequence, false));
    }
}
