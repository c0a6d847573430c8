package dev.eventsource.broker.roster;

import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.http.WellKnown;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import dev.eventsource.broker.publish.Publisher;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.Lifetime;
import dev.eventsource.broker.url.HubUrl;
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
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who subscribes, if that is kept at all: what streams of this node tell it, and what is known of all nodes. Any thread may call. */
@Singleton
public final class Roster {
    private static final Logger LOG = System.getLogger(Roster.class.getName());

    private final boolean isKept;
    private final Seal seal;
    private final Times times;
    private final Enrolments enrolments = new Enrolments();
    private final Entries entries;
    private final NodeLeases leases;
    private final Turns followed;
    private final Periodic turns = new Periodic("subscriptions", Duration.ofMillis(500), this::turn);

    @Inject
    Roster(Settings settings, Seal seal, Lifetime lifetime, Mongo mongo, Publisher publisher) {
        this.isKept = !settings.text(Setting.MERCURE).isEmpty() && settings.flag(Setting.MERCURE_SUBSCRIPTIONS);
        this.seal = seal;
        this.times = Times.of(lifetime);
        this.entries = new Entries(mongo, root(settings.text(Setting.MERCURE_URL)));
        this.leases = new NodeLeases(mongo);
        this.followed = new Turns(times, enrolments, entries, leases, new Telling(publisher::publish));
    }

    private static String root(String url) {
        return url.isEmpty() ? WellKnown.MERCURE_SUBSCRIPTIONS : HubUrl.of(url).subscriptionsPath();
    }

    void start(@Observes Startup deployment) {
        if (isKept) {
            turns.start();
        }
    }

    void createIndexes(@Observes MongoFound found) {
        if (isKept) {
            entries.createIndexes(found);
        }
    }

    void report(@Observes HealthReport report) {
        if (isKept) {
            report.add(turns);
        }
    }

    /** After all streams have ended, and before MongoDB is left. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    Shutdown undeployment) {
        turns.close();
        try {
            followed.leave();
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "MongoDB is away: who subscribed here is given up when this node's lease lapses");
        }
    }

    private void turn() {
        try {
            if (seal.isReady()) {
                followed.turn();
            }
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Who subscribes is written when MongoDB answers again");
        }
    }

    /** Whether it is kept; where not, nobody is to be enrolled and there is nobody to be found. */
    public boolean isKept() {
        return isKept;
    }

    /** Has room for somebody whose stream is about to be opened; empty where there is none. Of an interest with a path that is too long nobody comes to know. */
    public Optional<Enrolment> enrol(Collection<Interest> interests) {
        return enrolments.reserve(Subscriber.of(interests));
    }

    /**
     * Looks for subscribers, of all nodes that are alive, in no order; {@link Unavailable} where MongoDB does not answer, for
     * which this waits.
     *
     * @param interest null: whatever they subscribe to
     * @param id null: all
     * @param found told of each; false where it needs no more
     */
    public void visit(@Nullable Interest interest, @Nullable String id, Predicate<Subscriber> found) {
        entries.visit(leases.standing(times.horizon().get()), interest, id, found);
    }
}
