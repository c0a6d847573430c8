package dev.eventsource.broker.amqp;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Whether what is published may not come in: whoever sees a sign of it, such as an event that RabbitMQ returns, raises it, and
 * the feed looks at once and not only at its next beat. Any thread may raise it; {@code raised} is guarded by this object's
 * lock.
 */
@Singleton
public final class Doubt {
    private boolean raised;

    @Inject
    public Doubt() {}

    /** Something may be wrong. Never waits. */
    public synchronized void raise() {
        raised = true;
        notifyAll();
    }

    /** Waits until it is raised, for so long at most, and lays it to rest. The feed's thread alone calls it. */
    public synchronized void await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); !raised && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        raised = false;
    }
}
