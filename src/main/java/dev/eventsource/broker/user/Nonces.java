package dev.eventsource.broker.user;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * The nonces of tokens that were used, for all nodes, for as long as their tokens are valid. Any thread may call; {@link
 * Unavailable} where MongoDB does not answer, for then nobody knows whether a token was used before.
 */
@Singleton
class Nonces {
    private static final Logger LOG = System.getLogger(Nonces.class.getName());
    private static final String UNTIL = "until";

    private final Mongo mongo;
    private final MongoCollection<Document> nonces;
    private final Periodic removal = new Periodic("nonces", Duration.ofMinutes(1), this::removeOld);

    @Inject
    Nonces(Mongo mongo) {
        this.mongo = mongo;
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
        try {
            mongo.call(() ->
                    nonces.createIndex(Indexes.ascending(UNTIL), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)));
        } catch (Unavailable e) {
            LOG.log(Level.WARNING, "MongoDB does not make the index of the nonces", e.getCause());
        }
    }

    /** Notes that a user's nonce is used, until its token has expired; false where it was used before. */
    boolean use(String key, String nonce, Instant until) {
        Document id = new Document(UserDocument.KEY, key).append("nonce", nonce);
        return mongo.call(() -> insert(new Document("_id", id).append(UNTIL, Date.from(until))));
    }

    private boolean insert(Document document) {
        try {
            nonces.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private void removeOld() {
        try {
            mongo.call(() -> nonces.deleteMany(Filters.lt(UNTIL, Date.from(Instant.now()))));
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "Old nonces are removed when MongoDB answers again");
        }
    }
}
