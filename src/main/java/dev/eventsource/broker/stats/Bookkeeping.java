package dev.eventsource.broker.stats;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings what was delivered to MongoDB, every five seconds and once more at the end. All fields are guarded by this
 * object's lock, which that last turn takes from the thread of the others.
 */
@Singleton
class Bookkeeping {
    private static final Logger LOG = System.getLogger(Bookkeeping.class.getName());
    private static final int TURNS_PER_REMOVAL = 120;

    private final UserCounters counters;
    private final List<Tally> tallies;
    private final Periodic turns = new Periodic("stats", Duration.ofSeconds(5), this::turn);
    private int turnsToRemoval = 1;

    @Inject
    Bookkeeping(UserCounters counters, Buckets buckets) {
        this.counters = counters;
        this.tallies = Stream.of(Interval.values())
                .map(interval -> new Tally(interval, buckets))
                .toList();
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    /** The last turn, after all streams have ended. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    Shutdown undeployment) {
        turns.close();
        try {
            turn();
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "MongoDB refuses the last statistics");
        }
    }

    private synchronized void turn() {
        long now = Instant.now().getEpochSecond();
        if (tallies.stream().allMatch(Tally::hasRoom)) {
            counters.take((user, count) -> tallies.forEach(tally -> tally.add(user, now, count)));
        }
        try {
            tallies.forEach(Tally::write);
            removeOld(now);
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "The statistics are written when MongoDB answers again");
        }
    }

    private void removeOld(long now) {
        turnsToRemoval--;
        if (turnsToRemoval <= 0) {
            tallies.forEach(tally -> tally.removeOld(now));
            turnsToRemoval = TURNS_PER_REMOVAL;
        }
    }
}
