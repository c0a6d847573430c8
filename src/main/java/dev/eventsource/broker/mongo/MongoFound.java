package dev.eventsource.broker.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import dev.eventsource.broker.http.Unavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;

/**
 * Fired as a CDI event when MongoDB answers, at first and after each time it was away: what collections need, such as an
 * index, is seen to then. Observed in the health check's thread; an observer that throws keeps the others from hearing.
 */
public record MongoFound(Mongo mongo) {
    private static final Logger LOG = System.getLogger(MongoFound.class.getName());
    private static final int INDEX_WITH_OTHER_OPTIONS = 85;

    /**
     * Makes an index, unless there is one of these keys; false where there is none, which is logged: without it all is
     * slower. One that is to be unique is not there where it has other options. Never throws.
     */
    public boolean index(MongoCollection<?> collection, Bson keys, IndexOptions options) {
        String name = collection.getNamespace().getCollectionName();
        try {
            return mongo.call(collection, () -> {
                try {
                    return collection.createIndex(keys, options) != null;
                } catch (MongoCommandException e) {
                    boolean isThere = e.getErrorCode() == INDEX_WITH_OTHER_OPTIONS && !options.isUnique();
                    if (!isThere) {
                        log(name, Failures.describe(e));
                    }
                    return isThere;
                }
            });
        } catch (Unavailable e) {
            log(name, e.whatIsMissing());
            return false;
        }
    }

    /** Makes an index by which MongoDB itself removes what lies {@code life} back; a server that cannot gets a plain one. */
    public void expiringIndex(MongoCollection<?> collection, Bson keys, Duration life) {
        if (!index(collection, keys, new IndexOptions().expireAfter(life.toSeconds(), TimeUnit.SECONDS))) {
            index(collection, keys, new IndexOptions());
        }
    }

    private static void log(String collection, String reason) {
        LOG.log(Level.WARNING, "MongoDB does not make an index of the collection {0}: {1}", collection, reason);
    }
}
