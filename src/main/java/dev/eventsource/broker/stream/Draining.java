package dev.eventsource.broker.stream;

import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes leave of all browsers before this node goes: new streams are told to come back later, and those that are open are
 * ended one after the other over {@code DRAIN_SECONDS}, so that the other nodes get them in a stream and not in a flood.
 * It cannot be taken back; what follows is the end of this run of the broker.
 *
 * <p>Any thread may call. {@code begun} is written under this object's lock and read by any thread.
 */
@Singleton
public final class Draining {
    private static final Logger LOG = System.getLogger(Draining.class.getName());
    private static final int STEPS = 100;

    /** Much shorter than a background thread may be silent. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);
    private static final int BEFORE_THE_WRITERS_STOP = Interceptor.Priority.LIBRARY_BEFORE - 500;

    private final Subscribers subscribers;
    private final Duration length;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Periodic turns = new Periodic("drain", Duration.ofSeconds(1), this::turn);
    private volatile boolean begun;

    @Inject
    Draining(Subscribers subscribers, Settings settings) {
        this.subscribers = subscribers;
        this.length = settings.duration(Setting.DRAIN_SECONDS);
    }

    /** Whether this node takes no more streams. */
    public boolean isBegun() {
        return begun;
    }

    /** Begins, or goes on where it has begun; never waits. */
    public synchronized void begin() {
        if (!begun) {
            begun = true;
            turns.start();
        }
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    /** Drains a node that is undeployed, and waits for it: {@code DRAIN_SECONDS} and two seconds at most. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(BEFORE_THE_WRITERS_STOP) Shutdown undeployment)
            throws InterruptedException {
        begin();
        done.await(length.plus(LONGEST_FAREWELL).toMillis(), TimeUnit.MILLISECONDS);
        turns.close();
    }

    /** Ends all streams; in its next turns those that began while the first had not been seen by everyone. */
    private void turn() throws InterruptedException {
        List<Subscriber> streams = new ArrayList<>(subscribers.all());
        if (!streams.isEmpty()) {
            Collections.shuffle(streams);
            LOG.log(Level.INFO, "Draining: {0} streams are ended over {1} seconds", streams.size(), length.toSeconds());
            retire(streams);
            endTheStuck();
        }
        done.countDown();
    }

    /** Into how many steps that long a leave is divided. */
    static long steps(Duration length) {
        return Math.max(STEPS, 1 + length.dividedBy(LONGEST_STEP));
    }

    private void retire(List<Subscriber> streams) throws InterruptedException {
        long steps = steps(length);
        int retired = 0;
        for (int step = 1; retired < streams.size(); step++) {
            int until = Math.min(streams.size(), (int) ((long) streams.size() * step / steps) + 1);
            streams.subList(retired, until).forEach(Subscriber::retire);
            retired = until;
            turns.beat();
            Thread.sleep(length.toMillis() / steps);
        }
    }

    /** A reader that takes nothing does not take its farewell either. */
    private void endTheStuck() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_FAREWELL.toNanos() / 2;
        while (subscribers.size() > 0 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        subscribers.all().forEach(Subscriber::close);
    }
}
