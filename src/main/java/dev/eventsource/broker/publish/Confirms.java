package dev.eventsource.broker.publish;

import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The messages of one AMQP channel that wait for RabbitMQ's word, by their sequence number. It returns an unroutable
 * message before it confirms it, so what was returned is known when the confirm comes. Any thread may call.
 */
final class Confirms {
    private final ConcurrentNavigableMap<Long, Publication> waiting = new ConcurrentSkipListMap<>();

    /** Since when nothing was heard of what waits, by {@link System#nanoTime}; 0 while nothing waits. */
    private volatile long silentSince;

    void expect(long sequence, Publication publication) {
        waiting.put(sequence, publication);
        if (silentSince == 0) {
            silentSince = System.nanoTime();
        }
    }

    void returned(long sequence) {
        Publication publication = waiting.get(sequence);
        if (publication != null) {
            publication.noteReturned();
        }
    }

    /** RabbitMQ's word on a message, or on all up to it. */
    void settle(long sequence, boolean multiple, boolean confirmed) {
        if (multiple) {
            waiting.headMap(sequence, true).keySet().forEach(each -> settle(each, confirmed));
        } else {
            settle(sequence, confirmed);
        }
        silentSince = waiting.isEmpty() ? 0 : System.nanoTime();
    }

    private void settle(long sequence, boolean confirmed) {
        Publication publication = waiting.remove(sequence);
        if (publication != null) {
            if (confirmed) {
                publication.confirm();
            } else {
                publication.giveUp(Obstacle.NOT_TAKEN);
            }
        }
    }

    /** Nobody waits any longer for what has waited until now. */
    void abandon() {
        waiting.keySet().forEach(sequence -> settle(sequence, false));
        silentSince = 0;
    }

    /** Whether something waits, and nothing was heard for so long. */
    boolean areSilentFor(long nanos) {
        long since = silentSince;
        return since != 0 && System.nanoTime() - since > nanos;
    }
}
