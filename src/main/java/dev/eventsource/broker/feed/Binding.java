package dev.eventsource.broker.feed;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.cluster.Mark;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * Whether everything that is published to the exchange comes in, as far as {@link Mark marks} tell. Each node puts a pair at
 * a steady beat: one through the exchange, and behind it, on the same AMQP channel, one straight to the queue. RabbitMQ
 * keeps their order, so a second one that comes without its first proves that the queue was not bound; a feed that lags, or
 * a publisher that is stopped, proves nothing and is not taken for it. In a stream every node sees the marks of all, and so
 * the same gaps.
 *
 * <p>The intake tells it of marks, and the feed's thread of sessions; any thread may ask. All fields are guarded by this
 * object's lock.
 */
@Singleton
class Binding {
    private static final int MOST_NODES = 1_000;

    private final Doubt doubt;

    /** The number of the newest pair of each node of which a mark came. */
    private final Map<String, Long> numbers = Caffeine.newBuilder()
            .maximumSize(MOST_NODES)
            .executor(Runnable::run)
            .<String, Long>build()
            .asMap();

    private String loss = "";
    private boolean told;

    @Inject
    Binding(Doubt doubt) {
        this.doubt = doubt;
    }

    /** The marks that follow come by a queue of which none came before. */
    synchronized void beginAnew() {
        numbers.clear();
        loss = "";
    }

    /**
     * A mark came in; true where it ends a gap that nobody was told of: what follows it is complete again, and what came
     * before was not.
     */
    synchronized boolean passes(Mark mark) {
        boolean endsGap = mark.way() == Mark.Way.THROUGH && isUntold();
        if (mark.way() == Mark.Way.THROUGH) {
            numbers.put(mark.node(), mark.number());
            loss = "";
        } else if (mark.way() == Mark.Way.BEHIND && isAlone(mark)) {
            lose("the exchange is not bound to the queue");
        } else if (mark.way() == Mark.Way.LOST) {
            lose("an exchange was deleted");
        }
        return endsGap;
    }

    /** Whether the one ahead of it has not come; where nothing is known of that node yet, it may have come before. */
    private boolean isAlone(Mark mark) {
        Long ahead = numbers.put(mark.node(), mark.number());
        return ahead != null && ahead < mark.number();
    }

    /** Something was missed, or may have been, up to the next mark that comes through the exchange. */
    synchronized void lose(String reason) {
        loss = reason;
        told = false;
        doubt.raise();
    }

    /** Whether there is a loss that nobody was told of. */
    synchronized boolean isUntold() {
        return !loss.isEmpty() && !told;
    }

    /** Everyone was told of the loss, up to what came in last. */
    synchronized void noteTold() {
        told = true;
    }

    /** Why what comes in now may not be everything; empty while there is no such reason. */
    synchronized Optional<String> loss() {
        return loss.isEmpty() ? Optional.empty() : Optional.of(loss);
    }
}
