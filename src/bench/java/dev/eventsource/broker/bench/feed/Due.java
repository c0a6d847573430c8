package dev.eventsource.broker.bench.feed;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** When events at a fixed rate are due. */
public final class Due {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Due() {}

    /** Sends each when it is due. What is late goes out at once, and its lateness counts: it is sent with its due time. */
    public static void each(int perSecond, int count, LongConsumer sendDueMicros) {
        long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long due = start + i * NANOS_PER_SECOND / perSecond;
            awaitTime(due);
            sendDueMicros.accept(due / NANOS_PER_MICRO);
        }
    }

    private static void awaitTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
