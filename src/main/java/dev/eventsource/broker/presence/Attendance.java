package dev.eventsource.broker.presence;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.socket.StreamChange;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sees to it that places are taken and given up as streams come and go, and that who is to know is told. All is done in
 * turns of this object's own thread, which are short however slowly MongoDB answers: each kind of work begins nothing more
 * after two seconds, and goes on in the next turn.
 */
@Singleton
class Attendance {
    private static final Logger LOG = System.getLogger(Attendance.class.getName());
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private final SealKey sealKey;
    private final LongSupplier nanoTime;
    private final Interest interest;
    private final Entrance entrance;
    private final Announcements announcements;
    private final List<Consumer<BooleanSupplier>> steps;
    private final Periodic turns = new Periodic("presence", Duration.ofMillis(500), this::turn);

    @Inject
    Attendance(
            SealKey sealKey,
            Interest interest,
            Entrance entrance,
            RollCall rollCall,
            Departures departures,
            Announcements announcements) {
        this(sealKey, System::nanoTime, interest, entrance, rollCall, departures, announcements);
    }

    /** That, by a clock that need not be this node's. */
    Attendance(
            SealKey sealKey,
            LongSupplier nanoTime,
            Interest interest,
            Entrance entrance,
            RollCall rollCall,
            Departures departures,
            Announcements announcements) {
        this.sealKey = sealKey;
        this.nanoTime = nanoTime;
        this.interest = interest;
        this.entrance = entrance;
        this.announcements = announcements;
        this.steps = List.of(goesOn -> departures.settle(), entrance::follow, rollCall::renew, departures::find);
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
    }

    void note(@Observes StreamChange change) {
        entrance.note(change);
    }

    /** Does what is due. This object's own thread calls it. */
    void turn() {
        interest.askAnew();
        try {
            sealKey.learn();
            takeSteps();
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Who joined and left is found when MongoDB answers again");
        } finally {
            announcements.send();
        }
    }

    /** What MongoDB refuses of one is no reason to leave out the others; if it is away, it is for all of them. */
    private void takeSteps() {
        Unavailable refused = null;
        for (Consumer<BooleanSupplier> step : steps) {
            try {
                step.accept(shortly());
                turns.beat();
            } catch (Unavailable e) {
                refused = ifLasting(e);
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    private static Unavailable ifLasting(Unavailable failure) {
        if (failure.isLasting()) {
            return failure;
        }
        throw failure;
    }

    private BooleanSupplier shortly() {
        long begin = nanoTime.getAsLong();
        return () -> nanoTime.getAsLong() - begin < LONGEST_STEP.toNanos();
    }
}
