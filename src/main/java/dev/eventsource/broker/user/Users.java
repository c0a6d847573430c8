package dev.eventsource.broker.user;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.mongo.Mongo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.bson.Document;

/** The users that MongoDB holds. Any thread may call; {@code Unavailable} where MongoDB does not answer. */
@Singleton
class Users {
    private final Mongo mongo;
    private final MongoCollection<Document> users;

    @Inject
    Users(Mongo mongo) {
        this.mongo = mongo;
        this.users = mongo.database().getCollection("users");
    }

    /** The user of this key, unless disabled. */
    Optional<User> find(String key) {
        return Optional.ofNullable(mongo.call(() ->
                        users.find(and(eq("key", key), ne("disabled", true))).first()))
                .map(document -> new User(document.getString("key"), document.getString("secret")));
    }
}
