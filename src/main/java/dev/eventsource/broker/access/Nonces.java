package dev.eventsource.broker.access;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.mongo.MongoFound;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;

/**
 * The nonces of tokens that were used, for all nodes, for as long as their tokens are valid on any of them. Each node takes
 * tokens by its own clock, so they are kept, by MongoDB's clock, for longer than two nodes' clocks may be apart. Any thread
 * may call; {@link Unavailable} where MongoDB does not answer, for then nobody knows whether a token was used before.
 */
@Singleton
class Nonces {
    private static final Logger LOG = System.getLogger(Nonces.class.getName());
    private static final String UNTIL = "until";

    /** How far two nodes' clocks may be apart. */
    private static final Duration FURTHEST_CLOCKS = Duration.ofHours(1);

    private static final Duration KEPT =
            Duration.ofSeconds(2 * Authentication.MAX_CLOCK_DIFFERENCE).plus(FURTHEST_CLOCKS);

    private final Mongo mongo;
    private final Clock clock;
    private final MongoCollection<Document> nonces;
    private final Periodic removal = new Periodic("nonces", Duration.ofMinutes(1), this::removeOld);

    @Inject
    Nonces(Mongo mongo, MongoClock clock) {
        this(mongo, (Clock) clock);
    }

    Nonces(Mongo mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
        this.nonces = mongo.database().getCollection("nonces");
    }

    void start(@Observes Startup deployment) {
        removal.start();
    }

    void report(@Observes HealthReport report) {
        report.add(removal);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        removal.close();
    }

    /** Where the server can, it removes them itself; the removal here finds them by the same index where not. */
    void createIndex(@Observes MongoFound found) {
        found.expiringIndex(nonces, Indexes.ascending(UNTIL), Duration.ZERO);
    }

    /** Notes that a user's nonce is used; false where it was used before. */
    boolean use(String key, String nonce) {
        Date until = Date.from(clock.instant().plus(KEPT));
        Document id = new Document("key", key).append("nonce", nonce);
        return mongo.insert(nonces, new Document("_id", id).append(UNTIL, until));
    }

    void removeOld() {
        try {
            mongo.call(nonces, () -> nonces.deleteMany(Filters.lt(UNTIL, Date.from(clock.instant()))));
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Old nonces are removed when MongoDB answers again");
        }
    }
}
