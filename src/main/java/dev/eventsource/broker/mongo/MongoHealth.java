package dev.eventsource.broker.mongo;

import com.mongodb.MongoException;
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
import org.bson.Document;

/**
 * Asks MongoDB every second whether it answers, so that a status check need not wait for it, and what its time is. {@code
 * answers} is written by this object's own thread and read by any.
 */
@Singleton
public final class MongoHealth {
    private static final Logger LOG = System.getLogger(MongoHealth.class.getName());

    /** Not {@code hello}, its newer name: every server knows this one. */
    private static final Document GREETING = new Document("isMaster", 1);

    private final Mongo mongo;
    private final MongoClock clock;
    private final Event<MongoFound> announcement;
    private final Periodic check = new Periodic("mongo-health", Duration.ofSeconds(1), this::check);
    private volatile boolean answers;
    private boolean complained;

    @Inject
    public MongoHealth(Mongo mongo, MongoClock clock, Event<MongoFound> announcement) {
        this.mongo = mongo;
        this.clock = clock;
        this.announcement = announcement;
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

    /** Whether MongoDB answered when it was last asked. */
    public boolean answers() {
        return answers;
    }

    private void check() {
        try {
            long askedAt = System.nanoTime();
            Document answer = mongo.database().runCommand(GREETING);
            clock.read(answer, askedAt, System.nanoTime());
            boolean found = !answers;
            answers = true;
            mongo.noteAway(false);
            complained = false;
            if (found) {
                LOG.log(Level.INFO, "MongoDB answers");
                announcement.fire(new MongoFound());
            }
        } catch (MongoException | IllegalStateException e) {
            if (!check.isClosed()) {
                noteAway(firstLine(e));
            }
        }
    }

    private void noteAway(String reason) {
        if (!complained) {
            LOG.log(Level.WARNING, "MongoDB does not answer: {0}", reason);
        }
        answers = false;
        mongo.noteAway(true);
        complained = true;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
