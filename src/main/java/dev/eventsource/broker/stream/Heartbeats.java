package dev.eventsource.broker.stream;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * When each subscriber may need a heartbeat next. A subscriber stands in it once; what it was written meanwhile is only
 * seen when its turn comes, so a busy stream costs nothing here. Belongs to the writer's thread.
 */
final class Heartbeats {
    /** A difference, since {@link System#nanoTime} may overflow. */
    private static final Comparator<Turn> SOONEST = (a, b) -> Long.signum(a.nanoTime - b.nanoTime);

    private final PriorityQueue<Turn> turns = new PriorityQueue<>(SOONEST);
    private final LongSupplier nanoTime;

    private record Turn(long nanoTime, Subscriber subscriber) {}

    /** Nobody's yet, by a clock that is as {@link System#nanoTime}. */
    Heartbeats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(Subscriber subscriber) {
        turns.add(new Turn(nanoTime.getAsLong(), subscriber));
    }

    /** How long until the next turn, in nanoseconds, at most {@code longest}. */
    long nanosToNext(long longest) {
        Turn next = turns.peek();
        return next == null ? longest : Math.max(0, Math.min(longest, next.nanoTime - nanoTime.getAsLong()));
    }

    /** Gives every subscriber whose turn has come its heartbeat, and the closed ones up. */
    void beat() {
        long now = nanoTime.getAsLong();
        for (Turn next = turns.peek(); next != null && next.nanoTime - now <= 0; next = turns.peek()) {
            turns.remove();
            if (!next.subscriber.isClosed()) {
                turns.add(new Turn(next.subscriber.beat(now), next.subscriber));
            }
        }
    }
}
