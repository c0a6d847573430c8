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
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers in MongoDB, each under the lease of its node. What is written may be written again, to the same end. Any
 * thread may call; {@code Unavailable} where MongoDB does not answer.
 */
class Entries {
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
        found.index(entries, Indexes.ascending(SubscriberDocument.LEASE), new IndexOptions());
        found.index(entries, Indexes.ascending(SubscriberDocument.HASHES), new IndexOptions());
    }

    /** Enters these, at most as many as go into one bulk. */
    void enter(String lease, List<Subscriber> some) {
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        List<ReplaceOneModel<Document>> writes = some.stream()
                .map(subscriber -> new ReplaceOneModel<>(
                        eq(SubscriberDocument.ID, subscriber.id()),
                        SubscriberDocument.write(lease, subscriber),
                        upsert))
                .toList();
        mongo.call(entries, () -> entries.bulkWrite(writes, new BulkWriteOptions().ordered(false)));
    }

    /** Lists these no more, where they are under this lease; they stay until they are removed. */
    void unlist(String lease, Collection<String> ids) {
        mongo.call(
                entries,
                () -> entries.updateMany(
                        and(in(SubscriberDocument.ID, ids), eq(SubscriberDocument.LEASE, lease)),
                        set(SubscriberDocument.ENDED, true)));
    }

    /** Removes these, where they are under this lease. */
    void remove(String lease, Collection<String> ids) {
        mongo.call(
                entries,
                () -> entries.deleteMany(and(in(SubscriberDocument.ID, ids), eq(SubscriberDocument.LEASE, lease))));
    }

    /** Some of those that are under a lease; none where there are none. */
    List<Subscriber> some(String lease, int most) {
        return mongo.call(
                entries,
                () -> entries.find(eq(SubscriberDocument.LEASE, lease))
                        .limit(most)
                        .map(this::read)
                        .into(new ArrayList<>()));
    }

    /** A lease that is none of these, and under which there is somebody. */
    Optional<String> leaseOtherThan(List<String> leases) {
        return Optional.ofNullable(mongo.call(
                        entries,
                        () -> entries.find(nin(SubscriberDocument.LEASE, leases))
                                .first()))
                .map(entry -> entry.getString(SubscriberDocument.LEASE));
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
        List<Bson> wanted =
                new ArrayList<>(List.of(in(SubscriberDocument.LEASE, leases), exists(SubscriberDocument.ENDED, false)));
        if (interest != null) {
            wanted.add(eq(SubscriberDocument.HASHES, SubscriberDocument.hash(interest)));
        }
        if (id != null) {
            wanted.add(eq(SubscriberDocument.ID, id));
        }
        // Others may have the same hash.
        Predicate<Subscriber> sought = subscriber -> !isIn(subscriber, interest) || found.test(subscriber);
        mongo.call(entries, () -> visit(Filters.and(wanted), sought));
    }

    private static boolean isIn(Subscriber subscriber, @Nullable Interest interest) {
        return interest == null || subscriber.interests().stream().anyMatch(interest::isLike);
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

    private Subscriber read(Document document) {
        return SubscriberDocument.read(document, rootOfMatchers);
    }
}
