package dev.eventsource.broker.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.http.Unavailable;
import java.util.Optional;
import org.bson.Document;

/**
 * A read and a write such as every call makes, which the least rights that a broker can do with allow. Both are of what
 * nobody has, so they find and change nothing. Used by one thread.
 */
final class Probe {
    private static final String NOBODY = "";

    private final Mongo mongo;
    private final MongoCollection<Document> users;
    private final MongoCollection<Document> connections;

    Probe(Mongo mongo) {
        this.mongo = mongo;
        this.users = mongo.database().getCollection("users");
        this.connections = mongo.database().getCollection("connections");
    }

    /** What of it MongoDB refuses, in words that anyone may read; {@link Unavailable} where it does not answer. */
    Optional<String> problem() {
        try {
            mongo.call(users, () -> users.find(eq("key", NOBODY)).first());
        } catch (Unavailable e) {
            return refusal("a read", e);
        }
        try {
            mongo.call(connections, () -> connections.updateOne(eq("_id", NOBODY), set("broker", NOBODY)));
        } catch (Unavailable e) {
            return refusal("a write", e);
        }
        return Optional.empty();
    }

    private static Optional<String> refusal(String what, Unavailable failure) {
        if (!failure.isLasting()) {
            throw failure;
        }
        return Optional.of("refuses " + what);
    }
}
