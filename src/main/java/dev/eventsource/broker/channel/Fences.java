package dev.eventsource.broker.channel;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Marks in the feed, each put behind everything that was published so far: when it comes in, so has all before it. So a
 * node finds out whether an id that it does not know is yet to come, or never will.
 *
 * <p>Any thread asks; the feed puts the marks and tells when one came in. One mark serves all who asked before it was put.
 * {@code open} and {@code asked} are guarded by this object's lock; whoever waits is told outside of it.
 */
@Singleton
public final class Fences {
    private static final Logger LOG = System.getLogger(Fences.class.getName());

    private final ConcurrentSkipListMap<Long, Consumer<Boolean>> waiting = new ConcurrentSkipListMap<>();
    private boolean open;
    private long asked;

    @Inject
    public Fences() {}

    /**
     * Tells true when everything published before this call has come in; false, perhaps at once, where the feed is lost.
     *
     * @param told called once, perhaps by the feed's thread, and so must not wait
     */
    public void next(Consumer<Boolean> told) {
        if (!isPut(told)) {
            tell(told, false);
        }
    }

    private synchronized boolean isPut(Consumer<Boolean> told) {
        if (open) {
            waiting.put(++asked, told);
            notifyAll();
        }
        return open;
    }

    /** The feed is there: marks can be put. */
    public synchronized void open() {
        open = true;
    }

    /** The feed is lost: no mark comes in until it is there again. */
    public void close() {
        synchronized (this) {
            open = false;
        }
        settle(Long.MAX_VALUE, false);
    }

    /** Waits until a mark is asked for; the number of the newest that is, or none by then. One thread alone calls it. */
    public synchronized OptionalLong awaitAsked(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (waiting.isEmpty()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                return OptionalLong.empty();
            }
            wait(millis);
        }
        return OptionalLong.of(asked);
    }

    /** Waits until nobody waits for this mark or one before it any longer; false where that takes too long. */
    public synchronized boolean awaitPassed(long number, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!waiting.headMap(number, true).isEmpty()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    /** The mark of this number came in. */
    public void pass(long number) {
        settle(number, true);
    }

    /** The mark of this number does not come in. */
    public void giveUp(long number) {
        settle(number, false);
    }

    private void settle(long number, boolean passed) {
        for (Long each : waiting.headMap(number, true).keySet()) {
            Consumer<Boolean> told = waiting.remove(each);
            if (told != null) {
                tell(told, passed);
            }
        }
        synchronized (this) {
            notifyAll();
        }
    }

    /** Most are told by the feed's thread, which goes on whatever becomes of one of them. */
    private static void tell(Consumer<Boolean> told, boolean passed) {
        try {
            told.accept(passed);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "What waited for a mark in the feed failed; the feed goes on", e);
        }
    }
}
