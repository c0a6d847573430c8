package dev.eventsource.broker.mongo;

import com.mongodb.MongoException;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;

/**
 * Asks MongoDB every second whether it answers, so that a status check need not wait for it, and what its time is; and every
 * five seconds whether the broker may read and write. {@code problem} is written by this object's own thread and read by
 * any; all else belongs to that thread.
 */
@Singleton
public final class MongoHealth {
    private static final Logger LOG = System.getLogger(MongoHealth.class.getName());

    /** Not {@code hello}, its newer name: every server knows this one. */
    private static final Document GREETING = new Document("isMaster", 1);

    private static final int TURNS_PER_PROBE = 5;
    private static final String AWAY = "unavailable";

    private final Mongo mongo;
    private final MongoClock clock;
    private final Event<MongoFound> announcement;
    private final Periodic check = new Periodic("mongo-health", Duration.ofSeconds(1), this::check);
    private final Probe probe;
    private volatile String problem = AWAY;
    private boolean away = true;
    private boolean complained;
    private int turnsToProbe;

    @Inject
    public MongoHealth(Mongo mongo, MongoClock clock, Event<MongoFound> announcement) {
        this.mongo = mongo;
        this.clock = clock;
        this.announcement = announcement;
        this.probe = new Probe(mongo);
    }

    void start(@Observes Startup deployment) {
        check.start();
    }

    void report(@Observes HealthReport report) {
        report.add(check);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        check.close();
    }

    /** Whether MongoDB answered when it was last asked, and lets the broker read and write. */
    public boolean answers() {
        return problem.isEmpty();
    }

    /** What is wrong with it, in words that anyone may read; empty where nothing is. */
    public Optional<String> problem() {
        return Optional.of(problem).filter(words -> !words.isEmpty());
    }

    private void check() {
        try {
            long askedAt = System.nanoTime();
            Document answer = mongo.database().runCommand(GREETING);
            clock.read(answer, askedAt, System.nanoTime());
            mongo.noteAway(false);
            tryOut();
            complained = false;
            if (away) {
                away = false;
                LOG.log(Level.INFO, "MongoDB answers");
                announcement.fire(new MongoFound(mongo));
            }
        } catch (MongoException | IllegalStateException | Unavailable e) {
            if (!check.isClosed()) {
                noteFailure(e);
            }
        }
    }

    /** At once where something was wrong. */
    private void tryOut() {
        if (turnsToProbe <= 0 || !problem.isEmpty()) {
            problem = probe.problem().orElse("");
            turnsToProbe = TURNS_PER_PROBE;
        }
        turnsToProbe--;
    }

    /** Only where MongoDB is away nobody else needs to ask. */
    private void noteFailure(RuntimeException failure) {
        boolean refuses = failure instanceof MongoException told && !Failures.isAway(told);
        if (!complained) {
            LOG.log(
                    Level.WARNING,
                    "MongoDB {0}: {1}",
                    refuses ? "refuses the broker" : "does not answer",
                    words(failure));
        }
        problem = refuses ? "refuses the broker" : AWAY;
        mongo.noteAway(!refuses);
        away = true;
        complained = true;
    }

    private static String words(RuntimeException failure) {
        Throwable told = failure instanceof Unavailable && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    }
}
