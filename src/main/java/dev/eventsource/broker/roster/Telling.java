package dev.eventsource.broker.roster;

import dev.eventsource.broker.event.Event;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what has begun and ended. Of one batch no two are of the same subscription, so their order does not matter; the
 * next comes when RabbitMQ has all of them, so that of the same subscription counts what was decided last. All fields are
 * guarded by this object's lock.
 */
final class Telling {
    private static final Logger LOG = System.getLogger(Telling.class.getName());

    private final Function<Event, CompletionStage<Void>> publish;
    private List<Event> refused = new ArrayList<>();
    private int underWay;

    Telling(Function<Event, CompletionStage<Void>> publish) {
        this.publish = publish;
    }

    /** Whether RabbitMQ has all, so that there may be more; what it has refused is sent again. */
    synchronized boolean isDone() {
        if (underWay == 0 && !refused.isEmpty()) {
            List<Event> again = refused;
            refused = new ArrayList<>();
            tell(again);
        }
        return underWay == 0 && refused.isEmpty();
    }

    /** Publishes a batch; never waits. */
    synchronized void tell(List<Event> batch) {
        underWay += batch.size();
        for (Event event : batch) {
            CompletionStage<Void> unused = publish.apply(event).whenComplete((done, failure) -> settle(event, failure));
        }
    }

    private synchronized void settle(Event event, @Nullable Throwable failure) {
        underWay--;
        if (failure != null) {
            refused.add(event);
            LOG.log(Level.DEBUG, "Who subscribes is told when RabbitMQ takes it");
        }
    }
}
