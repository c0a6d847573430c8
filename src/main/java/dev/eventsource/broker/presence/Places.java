package dev.eventsource.broker.presence;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The places in MongoDB that are taken, and until when each stands. Each bears the operation that took it, and one that is
 * being given up who gives it up, so that whoever did not get an answer can ask. Belongs to the thread of {@link
 * Attendance}; {@code Unavailable} where MongoDB does not answer.
 */
@Singleton
class Places {
    static final String ID = "_id";
    static final String PLACE = "place";
    static final String UNTIL = "until";
    static final String TAKEN_BY = "taken_by";
    static final String LEFT_BY = "left_by";

    private final Mongo mongo;
    private final MongoCollection<Document> places;
    private final Pace pace = new Pace(System::nanoTime);

    @Inject
    Places(Mongo mongo) {
        this.mongo = mongo;
        this.places = mongo.database().getCollection("presence");
    }

    void createIndex(@Observes MongoFound found) {
        found.index(places, Indexes.ascending(UNTIL), new IndexOptions());
    }

    /** How many places an operation should be about, as quick as MongoDB has been. */
    int atATime() {
        return pace.size();
    }

    private <T> T write(int about, Supplier<T> operation) {
        return pace.measure(about, () -> mongo.call(places, operation));
    }

    /** Does it, if only in part where this fails. */
    void take(Taking taking) {
        write(taking.places().size(), () -> taking.by(this::write));
    }

    BulkWriteResult write(List<UpdateOneModel<Document>> updates) {
        return places.bulkWrite(updates, new BulkWriteOptions().ordered(false));
    }

    /** Those of all that were taken by these operations. */
    List<Document> takenBy(Collection<ObjectId> operations, Collection<Place> all) {
        return find(any(ids(all)).append(TAKEN_BY, new Document("$in", List.copyOf(operations))));
    }

    /** Lets places stand until then; how many of them are taken. */
    long keep(Collection<Place> some, Instant until) {
        if (some.isEmpty()) {
            return 0;
        }
        Bson standing = combine(set(UNTIL, Date.from(until)), unset(LEFT_BY));
        return write(some.size(), () -> places.updateMany(any(ids(some)), standing))
                .getMatchedCount();
    }

    /**
     * Some of the places that have stood until before {@code now}, which are now one node's to give up: nobody else finds
     * them lapsed before {@code until}.
     */
    List<Document> lapsed(ObjectId operation, Instant now, Instant until) {
        Document before = new Document("$lt", Date.from(now));
        List<Document> found = mongo.call(
                places,
                () -> places.find(new Document(UNTIL, before)).limit(atATime()).into(new ArrayList<>()));
        if (found.isEmpty()) {
            return found;
        }
        Bson claim = combine(set(LEFT_BY, operation), set(UNTIL, Date.from(until)));
        write(found.size(), () -> places.updateMany(any(ids(found)).append(UNTIL, before), claim));
        return find(any(ids(found)).append(LEFT_BY, operation));
    }

    /** Gives up those that nobody has taken again since they were found lapsed; how many. */
    long leave(ObjectId operation, Instant until, List<Document> lapsed) {
        Document unchanged = any(ids(lapsed)).append(LEFT_BY, operation).append(UNTIL, Date.from(until));
        return write(lapsed.size(), () -> places.deleteMany(unchanged)).getDeletedCount();
    }

    /** The ids of those that are still there, or there again. */
    Set<Object> standing(List<Document> some) {
        return Set.copyOf(ids(find(any(ids(some)))));
    }

    private List<Document> find(Bson wanted) {
        return mongo.call(places, () -> places.find(wanted).into(new ArrayList<>()));
    }

    /** A plain document: in a {@code $and}, some servers that speak MongoDB's protocol do not find the id's index. */
    private static Document any(List<?> ids) {
        return new Document(ID, new Document("$in", ids));
    }

    private static List<Object> ids(List<Document> documents) {
        return documents.stream().map(document -> document.get(ID)).toList();
    }

    private static List<String> ids(Collection<Place> some) {
        return some.stream().map(Place::id).toList();
    }
}
