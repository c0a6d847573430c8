package dev.eventsource.broker.presence;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** The places in MongoDB that are taken, and until when each stands. Any thread may call. */
@Singleton
class Places {
    private static final String UNTIL = "until";

    private final Mongo mongo;
    private final MongoCollection<Document> places;

    @Inject
    Places(Mongo mongo) {
        this.mongo = mongo;
        this.places = mongo.database().getCollection("presence");
    }

    void createIndex(@Observes MongoFound found) {
        found.index(places, Indexes.ascending(UNTIL), new IndexOptions());
    }

    /** Takes a place, or holds it on; whether it was free, which of all nodes one alone is told. */
    boolean enter(Place place, Instant until) {
        return mongo.call(places, () -> insertOrUpdate(place, until));
    }

    /** Two that insert at the same time: one of them fails, and finds what the other has inserted. */
    private boolean insertOrUpdate(Place place, Instant until) {
        try {
            return upsert(place, until);
        } catch (MongoCommandException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return upsert(place, until);
        }
    }

    private boolean upsert(Place place, Instant until) {
        return places.findOneAndUpdate(
                        new Document("_id", place.id()),
                        combine(setOnInsert("place", place.parts()), set(UNTIL, Date.from(until))),
                        new FindOneAndUpdateOptions().upsert(true))
                == null;
    }

    /** Lets a place stand until then, where it is taken. */
    void keep(Place place, Instant until) {
        mongo.call(places, () -> places.updateOne(new Document("_id", place.id()), set(UNTIL, Date.from(until))));
    }

    /** Lets places stand until then; how many of them are taken. */
    long keep(List<Place> some, Instant until) {
        List<String> ids = some.stream().map(Place::id).toList();
        return mongo.call(places, () -> places.updateMany(in("_id", ids), set(UNTIL, Date.from(until))))
                .getMatchedCount();
    }

    /** Some of the places that have stood until before {@code now}. */
    List<Document> lapsed(Instant now, int most) {
        return mongo.call(
                places, () -> places.find(lt(UNTIL, Date.from(now))).limit(most).into(new ArrayList<>()));
    }

    /** Gives up a place that was found lapsed; whether it was still so, which of all nodes one alone is told. */
    boolean leave(Document lapsed) {
        Document unchanged = new Document("_id", lapsed.get("_id")).append(UNTIL, lapsed.get(UNTIL));
        return mongo.call(places, () -> places.deleteOne(unchanged).getDeletedCount()) > 0;
    }
}
