package dev.eventsource.broker.user;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static java.util.stream.Collectors.toSet;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The users that MongoDB holds. Any thread may call; {@code Unavailable} where MongoDB does not answer. */
@Singleton
class Users {
    private static final Bson KEYS = Indexes.ascending(UserDocument.KEY);
    private static final String ISSUER_NAMES = UserDocument.ISSUERS + ".iss";
    private static final IndexOptions UNIQUE = new IndexOptions().unique(true);

    private final Mongo mongo;
    private final MongoCollection<Document> users;

    @Inject
    Users(Mongo mongo) {
        this.mongo = mongo;
        this.users = mongo.database().getCollection("users");
    }

    void createIndex(@Observes MongoFound found) {
        found.index(users, KEYS, UNIQUE);
        found.index(users, Indexes.ascending(ISSUER_NAMES), new IndexOptions());
    }

    /** What stands in the documents of the first so many users who name issuers and are not disabled, by their keys. */
    List<IssuerDocuments.Named> withIssuers(int most) {
        // Of the type of text: by an index that finds only those who have any.
        List<Document> found = mongo.call(
                users,
                () -> users.find(gt(ISSUER_NAMES, ""))
                        .projection(Projections.include(UserDocument.KEY, UserDocument.DISABLED, UserDocument.ISSUERS))
                        .sort(Sorts.ascending(UserDocument.KEY))
                        .limit(most)
                        .into(new ArrayList<>()));
        return found.stream().flatMap(UserDocument::readIssuers).toList();
    }

    /** Which of these are users' keys. */
    Set<String> keysAmong(List<String> names) {
        return names.isEmpty() ? Set.of() : find(names).stream().map(User::key).collect(toSet());
    }

    /** The user of this key. */
    Optional<User> find(String key) {
        return find(List.of(key)).stream().findFirst();
    }

    /** The users of these keys, as far as there are such. */
    List<User> find(List<String> keys) {
        // Some servers that speak MongoDB's protocol find the index by a key alone.
        Bson wanted = keys.size() == 1 ? of(keys.get(0)) : in(UserDocument.KEY, keys);
        return read(mongo.call(users, () -> users.find(wanted).into(new ArrayList<>())));
    }

    /** Users by their keys, after the one given; at most {@code limit}. */
    List<User> list(String after, int limit) {
        List<Document> found = mongo.call(
                users,
                () -> users.find(gt(UserDocument.KEY, after))
                        .sort(Sorts.ascending(UserDocument.KEY))
                        .limit(limit)
                        .into(new ArrayList<>()));
        return read(found);
    }

    private static List<User> read(List<Document> found) {
        return found.stream().map(UserDocument::read).flatMap(Optional::stream).toList();
    }

    /** Adds a user; false where the key is taken. The index is asked for first, for it alone makes sure of that. */
    boolean add(User user) {
        mongo.call(users, () -> users.createIndex(KEYS, UNIQUE));
        return mongo.insert(users, UserDocument.write(user));
    }

    /** Gives a user another secret; false where it is no longer the one that {@code user} has. */
    boolean replaceSecret(User user, String secret, FormerSecret former) {
        Bson change = combine(
                set(UserDocument.SECRET, secret),
                set(UserDocument.FORMER_SECRET, former.text()),
                set(UserDocument.FORMER_SECRET_UNTIL, Date.from(former.until())));
        Bson unchanged = and(of(user.key()), eq(UserDocument.SECRET, user.secret()));
        return mongo.call(users, () -> users.updateOne(unchanged, change)).getMatchedCount() > 0;
    }

    /** Changes fields; false where there is no such user. */
    boolean change(String key, Bson change) {
        return mongo.call(users, () -> users.updateOne(of(key), change)).getMatchedCount() > 0;
    }

    /** Deletes a user, if there is one. */
    void delete(String key) {
        mongo.call(users, () -> users.deleteOne(of(key)));
    }

    private static Bson of(String key) {
        return eq(UserDocument.KEY, key);
    }
}
