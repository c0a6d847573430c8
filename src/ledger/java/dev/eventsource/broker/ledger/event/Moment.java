package dev.eventsource.broker.ledger.event;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Milliseconds since this JVM began to look at the clock, which nobody sets back. Any thread may ask. */
public final class Moment {
    private static final long ORIGIN = System.nanoTime();

    private Moment() {}

    public static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }

    /** As people read it: seconds with three decimals. */
    public static String text(long moment) {
        return String.format(Locale.ROOT, "%.3fs", moment / 1_000.0);
    }
}
