package dev.eventsource.broker.user;

import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoThreads;
import dev.eventsource.broker.run.EmbeddedMongo;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.run.TestUser;
import dev.eventsource.broker.settings.Settings;
import org.bson.Document;

/** A MongoDB of a test's own, and what operators do in it by hand. */
public final class UserDatabase implements AutoCloseable {
    private final EmbeddedMongo server = EmbeddedMongo.inMemory(Port.free()).start();
    private final Mongo mongo;

    public UserDatabase() {
        System.setProperty("MONGO_URL", server.url());
        try {
            mongo = new Mongo(new Settings());
        } finally {
            System.clearProperty("MONGO_URL");
        }
    }

    public Mongo mongo() {
        return mongo;
    }

    public void add(String key, String secret) {
        new TestUser(key, secret, key).addTo(server.url());
    }

    public void set(String key, String field, Object value) {
        mongo.database()
                .getCollection("users")
                .updateOne(new Document("key", key), new Document("$set", new Document(field, value)));
    }

    public void delete(String key) {
        mongo.database().getCollection("users").deleteOne(new Document("key", key));
    }

    /** The users in it, as a node sees them. */
    public RecentUsers recentUsers() {
        return new RecentUsers(new Users(mongo), new MongoThreads());
    }

    /** What they name, as a node sees it. */
    public IssuerDocuments issuerDocuments() {
        return new IssuerDocuments(new Users(mongo));
    }

    /** Stops the server, as an outage would. */
    public void stop() {
        server.close();
    }

    @Override
    public void close() {
        mongo.close();
        server.close();
    }
}
