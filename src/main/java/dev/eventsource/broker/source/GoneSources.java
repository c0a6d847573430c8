package dev.eventsource.broker.source;

import com.rabbitmq.client.AMQP;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which sources had been bound and are gone: what was published meanwhile, and before they are bound again, is missed. One that is
 * made anew between two looks cannot be seen. For the feed's thread.
 */
final class GoneSources {
    private final Set<String> bound = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private boolean isUntold;

    /**
     * A source was asked for.
     *
     * @param refusal the code with which RabbitMQ refuses to bind it; empty where it is bound
     */
    void note(String exchange, Optional<Integer> refusal) {
        if (refusal.isEmpty()) {
            bound.add(exchange);
            isUntold |= gone.remove(exchange);
        } else if (refusal.get() == AMQP.NOT_FOUND && bound.contains(exchange)) {
            gone.add(exchange);
        }
    }

    /** Who is no source any more is not missed. */
    void forgetAllBut(Rules rules) {
        bound.removeIf(exchange -> rules.source(exchange) == null);
        gone.retainAll(bound);
    }

    /** Whether one is back of which nobody was told; once. */
    boolean tells() {
        boolean tells = isUntold;
        isUntold = false;
        return tells;
    }
}
