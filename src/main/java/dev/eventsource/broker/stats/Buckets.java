package dev.eventsource.broker.stats;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.Document;

/** The buckets that MongoDB holds. Any thread may call; {@link Unavailable} where MongoDB does not answer. */
@Singleton
class Buckets {
    private static final String USER = "s";
    private static final String BUCKET = "t";
    private static final String DELIVERIES = "v";

    private final Mongo mongo;

    @Inject
    Buckets(Mongo mongo) {
        this.mongo = mongo;
    }

    /** Unique by user and bucket, lest two nodes that begin one at the same time make two of it. */
    void createIndexes(@Observes MongoFound found) {
        for (Interval interval : Interval.values()) {
            found.index(collection(interval), Indexes.ascending(USER, BUCKET), new IndexOptions().unique(true));
            found.index(collection(interval), Indexes.ascending(BUCKET), new IndexOptions());
        }
    }

    /** Adds deliveries to buckets; returns what MongoDB did not take and is to be added again. */
    List<Count> add(Interval interval, List<Count> counts) {
        List<UpdateOneModel<Document>> updates =
                counts.stream().map(Buckets::update).toList();
        BulkWriteOptions anyOrder = new BulkWriteOptions().ordered(false);
        Set<Integer> failed = mongo.call(collection(interval), () -> {
            try {
                collection(interval).bulkWrite(updates, anyOrder);
                return Set.of();
            } catch (MongoBulkWriteException e) {
                return begunElsewhere(e);
            }
        });
        return failed.stream().map(counts::get).toList();
    }

    /** Two nodes began the same bucket: the second try finds it. Any other failure is one of the whole write. */
    private static Set<Integer> begunElsewhere(MongoBulkWriteException e) {
        if (e.getWriteErrors().stream().anyMatch(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
            throw e;
        }
        return e.getWriteErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toCollection(HashSet::new));
    }

    private static UpdateOneModel<Document> update(Count count) {
        return new UpdateOneModel<>(
                new Document(USER, count.slot().user())
                        .append(BUCKET, count.slot().bucket()),
                Updates.inc(DELIVERIES, count.deliveries()),
                new UpdateOptions().upsert(true));
    }

    /** A user's deliveries by bucket, from {@code first} on; empty buckets are left out. */
    SortedMap<Long, Long> read(Interval interval, String user, long first) {
        SortedMap<Long, Long> read = new TreeMap<>();
        mongo.call(collection(interval), () -> {
            collection(interval)
                    .find(and(eq(USER, user), gte(BUCKET, first)))
                    .sort(Sorts.ascending(BUCKET))
                    .forEach(document -> read.merge(number(document, BUCKET), number(document, DELIVERIES), Long::sum));
            return read;
        });
        return read;
    }

    private static long number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }

    /** Removes every user's buckets before {@code first}. */
    void removeBefore(Interval interval, long first) {
        mongo.call(collection(interval), () -> collection(interval).deleteMany(lt(BUCKET, first)));
    }

    private MongoCollection<Document> collection(Interval interval) {
        return mongo.database().getCollection(interval.collection());
    }
}
