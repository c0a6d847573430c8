package dev.eventsource.broker.roster;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

    /** Of draft 08, beside which there are no topics then. */
    private static final String MATCHERS = "matchers";

    private static final String TYPE = "type";
    private static final String MATCH = "match";

    /** Only of one that has ended, and that others may not have been told of yet. */
    private static final String ENDED = "ended";

    /** What topics are found by: they are longer than an index takes on every server. */
    private static final String HASHES = "hashes";

    private final Mongo mongo;
    private final MongoCollection<Document> entries;
    private final String rootOfMatchers;

    /**
     * All that there are.
     *
     * @param rootOfMatchers below which subscriptions of draft 08 have their paths
     */
    Entries(Mongo mongo, String rootOfMatchers) {
        this.mongo = mongo;
        this.rootOfMatchers = rootOfMatchers;
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
                        .map(this::read)
                        .into(new ArrayList<>()));
    }

    /** A lease that is none of these, and under which there is somebody. */
    Optional<String> leaseOtherThan(List<String> leases) {
        return Optional.ofNullable(
                        mongo.call(entries, () -> entries.find(nin(LEASE, leases)).first()))
                .map(entry -> entry.getString(LEASE));
    }

    /**
     * Looks for subscribers that have not ended, in no order.
     *
     * @param leases under any of these
     * @param interest null: whatever they subscribe to
     * @param id null: all
     * @param found told of each; false where it needs no more
     */
    void visit(List<String> leases, @Nullable Interest interest, @Nullable String id, Predicate<Subscriber> found) {
        List<Bson> wanted = new ArrayList<>(List.of(in(LEASE, leases), exists(ENDED, false)));
        if (interest != null) {
            wanted.add(eq(HASHES, hash(interest)));
        }
        if (id != null) {
            wanted.add(eq(ID, id));
        }
        // Others may have the same hash.
        Predicate<Subscriber> sought = subscriber -> interest == null
                || subscriber.interests().stream().anyMatch(interest::isLike)
                ? found.test(subscriber)
                : true;
        mongo.call(entries, () -> visit(Filters.and(wanted), sought));
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
        List<Interest> interests = subscriber.interests();
        List<Interest> topics =
                interests.stream().filter(each -> !each.isMatcher()).toList();
        Document document = new Document(ID, subscriber.id())
                .append(LEASE, lease)
                .append(TOPICS, topics.stream().map(Interest::selector).toList())
                .append(HASHES, interests.stream().map(Entries::hash).toList())
                .append(PAYLOAD, topics.isEmpty() ? null : topics.get(0).payload());
        List<Document> matchers =
                interests.stream().filter(Interest::isMatcher).map(Entries::write).toList();
        return matchers.isEmpty() ? document : document.append(MATCHERS, matchers);
    }

    private static Document write(Interest matcher) {
        return new Document(TYPE, matcher.matchType())
                .append(MATCH, matcher.selector())
                .append(PAYLOAD, matcher.payload());
    }

    private Subscriber read(Document document) {
        String payload = document.getString(PAYLOAD);
        Stream<Interest> topics =
                document.getList(TOPICS, String.class).stream().map(topic -> Interest.ofTopic(topic, payload));
        Stream<Interest> matchers = document.getList(MATCHERS, Document.class, List.of()).stream()
                .map(each -> new Interest(
                        rootOfMatchers, each.getString(TYPE), each.getString(MATCH), each.getString(PAYLOAD)));
        return new Subscriber(
                document.getString(ID), Stream.concat(topics, matchers).toList());
    }

    private static String hash(Interest interest) {
        return ContentHash.of(interest.key().getBytes(StandardCharsets.UTF_8));
    }
}
