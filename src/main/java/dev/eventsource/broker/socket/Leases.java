package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps alive what this node holds and lets go of the rest, a few small operations a second however many streams are
 * open. The claims in doubt wait, each once, where any thread adds to them. All else belongs
 * to the leases' own thread.
 */
@Singleton
public final class Leases {
    private static final Logger LOG = System.getLogger(Leases.class.getName());

    /** How long a turn does each: write what ended, ask about what is in doubt, renew. It goes on in the next. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    /** How long, at undeployment, what ended last is written. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

    /** Into how many turns a renewal of many claims is spread, that it does not come all at once. */
    private static final int TURNS = 16;

    private final Lifetime lifetime;
    private final Claims claims;
    private final KnownSockets known;
    private final Releases releases;
    private final Renewal renewal;
    private final Sweep sweep;
    private final Event<StreamChange> changes;
    private final Set<Claim> doubtful = ConcurrentHashMap.newKeySet();
    private final Queue<List<Claim>> due = new ArrayDeque<>();
    private final Periodic turns = new Periodic("leases", Duration.ofMillis(250), this::turn);
    private final LongSupplier nanoTime;
    private long nextRenewal;
    private boolean sweepIsDue;

    @Inject
    Leases(
            Lifetime lifetime,
            Claims claims,
            KnownSockets known,
            Releases releases,
            Renewal renewal,
            Sweep sweep,
            Event<StreamChange> changes) {
        this(lifetime, claims, known, releases, renewal, sweep, changes, System::nanoTime);
    }

    Leases(
            Lifetime lifetime,
            Claims claims,
            KnownSockets known,
            Releases releases,
            Renewal renewal,
            Sweep sweep,
            Event<StreamChange> changes,
            LongSupplier nanoTime) {
        this.lifetime = lifetime;
        this.claims = claims;
        this.known = known;
        this.releases = releases;
        this.renewal = renewal;
        this.sweep = sweep;
        this.changes = changes;
        this.nanoTime = nanoTime;
        this.nextRenewal = nanoTime.getAsLong();
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    /** Writes what ended last, if MongoDB takes it at once; else it lapses like everything that nobody renews. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    Shutdown undeployment) {
        turns.close();
        try {
            releases.write(isWithin(LONGEST_FAREWELL));
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "MongoDB refuses what ended last");
        }
    }

    /** Notes that the stream of a claim has ended; from now on the socket lives its unused life. Never blocks. */
    public void release(Claim claim) {
        if (claims.forget(claim)) {
            known.note(claim.socket(), claim.stream());
            releases.add(claim);
        }
        if (claim.hasTicket()) {
            changes.fire(new StreamChange(claim.socket(), false));
        } else {
            // Its socket ends with it.
            claim.loss().complete(null);
        }
    }

    /** Asks MongoDB soon whether these claims are still held. Never blocks. */
    void check(List<Claim> inDoubt) {
        doubtful.addAll(inDoubt);
    }

    /** Does what is due. The leases' own thread calls it. */
    void turn() {
        known.forgetLapsed();
        boolean done = false;
        try {
            releases.write(isWithin(LONGEST_STEP));
            checkDoubtful(isWithin(LONGEST_STEP));
            renew(isWithin(LONGEST_STEP));
            done = true;
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "The leases are renewed when MongoDB answers again");
        } finally {
            if (!done) {
                renewAnew();
            }
        }
    }

    /** Whatever it was that failed: a renewal left half done would let the rest lapse. */
    private void renewAnew() {
        due.clear();
        nextRenewal = nanoTime.getAsLong();
    }

    private BooleanSupplier isWithin(Duration step) {
        long begin = nanoTime.getAsLong();
        return () -> nanoTime.getAsLong() - begin < step.toNanos();
    }

    private void checkDoubtful(BooleanSupplier goesOn) {
        while (!doubtful.isEmpty() && goesOn.getAsBoolean()) {
            List<Claim> batch = doubtful.stream().limit(Renewal.MOST).toList();
            // Taken out first: one that comes into doubt again meanwhile is asked for again.
            batch.forEach(doubtful::remove);
            checkDoubtful(batch);
        }
    }

    private void checkDoubtful(List<Claim> batch) {
        boolean checked = false;
        try {
            renewal.check(batch.stream().filter(claims::isHeld).toList());
            checked = true;
        } finally {
            if (!checked) {
                doubtful.addAll(batch);
            }
        }
    }

    /** What lapsed is removed only after all that is held was renewed. */
    private void renew(BooleanSupplier goesOn) {
        if (due.isEmpty() && nanoTime.getAsLong() - nextRenewal >= 0) {
            long begin = nanoTime.getAsLong();
            addAllHeld();
            nextRenewal = begin + lifetime.life().dividedBy(4).toNanos();
            sweepIsDue = true;
        }
        for (int batches = 1 + due.size() / TURNS; batches > 0 && !due.isEmpty() && goesOn.getAsBoolean(); batches--) {
            renewal.renew(due.element());
            due.remove();
        }
        if (due.isEmpty() && sweepIsDue) {
            sweep.remove();
            sweepIsDue = false;
        }
    }

    private void addAllHeld() {
        List<Claim> held = claims.find(any -> true);
        for (int from = 0; from < held.size(); from += Renewal.MOST) {
            due.add(held.subList(from, Math.min(held.size(), from + Renewal.MOST)));
        }
    }
}
