package dev.eventsource.broker.run;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.Document;

/** A user of the broker, known by its key and secret. */
public record TestUser(String key, String secret, String name) {

    /** The one whose credentials the printed commands and the welcome page use. */
    public static final TestUser DEMO = new TestUser("demo", "demo-secret", "Demo");

    /** Leaves a user of that key as it is. */
    public void addTo(String mongoUrl) {
        change(
                mongoUrl,
                users -> users.updateOne(
                        eq("key", key),
                        combine(setOnInsert("secret", secret), setOnInsert("name", name)),
                        new UpdateOptions().upsert(true)));
    }

    /** Past the broker, which is told nothing. */
    public void removeFrom(String mongoUrl) {
        change(mongoUrl, users -> users.deleteOne(eq("key", key)));
    }

    /** Sets a field, past the broker, which is told nothing. */
    public void setIn(String mongoUrl, String field, Object value) {
        change(mongoUrl, users -> users.updateOne(eq("key", key), set(field, value)));
    }

    private static void change(String mongoUrl, Consumer<MongoCollection<Document>> change) {
        String database = Objects.requireNonNullElse(new ConnectionString(mongoUrl).getDatabase(), "eventsourcehq");
        try (MongoClient client = MongoClients.create(mongoUrl)) {
            change.accept(client.getDatabase(database).getCollection("users"));
        }
    }
}
