package dev.eventsource.broker.roster;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import dev.eventsource.broker.http.ContentHash;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers in MongoDB, each under the lease of its node. What is written may be written again, to the same end. Any
 * thread may call; {@code Unavailable} where MongoDB does not answer.
 */
class Entries {
    private static final String ID = "_id";
    private static final String LEASE = "lease";
    private static final String TOPICS = "topics";
    private static final String PAYLOAD = "payload";

    /** Only of one that has ended, and that others may not have been told of yet. */
    private static final String ENDED = "ended";

    /** What topics are found by: they are longer than an index takes on every server. */
    private static final String HASHES = "hashes";

    private final Mongo mongo;
    private final MongoCollection<Document> entries;

    Entries(Mongo mongo) {
        this.mongo = mongo;
        this.entries = mongo.database().getCollection("mercure_subscribers");
    }

    void createIndexes(MongoFound found) {
        found.index(entries, Indexes.ascending(LEASE), new IndexOptions());
        found.index(entries, Indexes.ascending(HASHES), new IndexOptions());
    }

    /** Enters these, at most as many as go into one bulk. */
    void enter(String lease, List<Subscriber> some) {
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        List<ReplaceOneModel<Document>> writes = some.stream()
                .map(subscriber -> new ReplaceOneModel<>(eq(ID, subscriber.id()), write(lease, subscriber), upsert))
                .toList();
        mongo.call(entries, () -> entries.bulkWrite(writes, new BulkWriteOptions().ordered(false)));
    }

    /** Lists these no more, where they are under this lease; they stay until they are removed. */
    void unlist(String lease, Collection<String> ids) {
        mongo.call(entries, () -> entries.updateMany(and(in(ID, ids), eq(LEASE, lease)), set(ENDED, true)));
    }

    /** Removes these, where they are under this lease. */
    void remove(String lease, Collection<String> ids) {
        mongo.call(entries, () -> entries.deleteMany(and(in(ID, ids), eq(LEASE, lease))));
    }

    /** Some of those that are under a lease; none where there are none. */
    List<Subscriber> some(String lease, int most) {
        return mongo.call(
                entries,
                () -> entries.find(eq(LEASE, lease))
                        .limit(most)
                        .map(Entries::read)
                        .into(new ArrayList<>()));
    }

    /**
     * Looks for subscribers that have not ended, in no order.
     *
     * @param leases under any of these
     * @param topic null: whatever they subscribe to
     * @param id null: all
     * @param found told of each; false where it needs no more
     */
    void visit(List<String> leases, @Nullable String topic, @Nullable String id, Predicate<Subscriber> found) {
        List<Bson> wanted = new ArrayList<>(List.of(in(LEASE, leases), exists(ENDED, false)));
        if (topic != null) {
            wanted.add(eq(HASHES, hash(topic)));
            wanted.add(eq(TOPICS, topic));
        }
        if (id != null) {
            wanted.add(eq(ID, id));
        }
        mongo.call(entries, () -> visit(Filters.and(wanted), found));
    }

    private boolean visit(Bson wanted, Predicate<Subscriber> found) {
        try (MongoCursor<Document> cursor = entries.find(wanted).iterator()) {
            boolean more = true;
            while (more && cursor.hasNext()) {
                more = found.test(read(cursor.next()));
            }
            return more;
        }
    }

    private static Document write(String lease, Subscriber subscriber) {
        return new Document(ID, subscriber.id())
                .append(LEASE, lease)
                .append(TOPICS, subscriber.topics())
                .append(HASHES, subscriber.topics().stream().map(Entries::hash).toList())
                .append(PAYLOAD, subscriber.payload());
    }

    private static Subscriber read(Document document) {
        return new Subscriber(
                document.getString(ID), document.getList(TOPICS, String.class), document.getString(PAYLOAD));
    }

    private static String hash(String topic) {
        return ContentHash.of(topic.getBytes(StandardCharsets.UTF_8));
    }
}
