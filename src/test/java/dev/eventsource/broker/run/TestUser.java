package dev.eventsource.broker.run;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.UpdateOptions;
import java.util.Objects;

/** A user of the broker, known by its key and secret. */
public record TestUser(String key, String secret, String name) {

    /** The one whose credentials the printed commands and the welcome page use. */
    public static final TestUser DEMO = new TestUser("demo", "demo-secret", "Demo");

    /** Leaves a user of that key as it is. */
    public void addTo(String mongoUrl) {
        String database = Objects.requireNonNullElse(new ConnectionString(mongoUrl).getDatabase(), "eventsourcehq");
        try (MongoClient client = MongoClients.create(mongoUrl)) {
            client.getDatabase(database)
                    .getCollection("users")
                    .updateOne(
                            eq("key", key),
                            combine(setOnInsert("secret", secret), setOnInsert("name", name)),
                            new UpdateOptions().upsert(true));
        }
    }
}
