package dev.eventsource.broker.retained;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import dev.eventsource.broker.channel.LastValue;
import dev.eventsource.broker.channel.StoredPlace;
import dev.eventsource.broker.mongo.Mongo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The documents of last values. Any thread may call; {@code Unavailable} where MongoDB does not answer, for which each waits. */
final class StoredValues {
    private final Mongo mongo;
    private final MongoCollection<Document> values;

    StoredValues(Mongo mongo) {
        this.mongo = mongo;
        this.values = mongo.database().getCollection("retained");
    }

    /** Tells of all, also of what was cleared lately. */
    void visit(Consumer<LastValue> taker) {
        mongo.call(values, () -> {
            try (MongoCursor<Document> cursor =
                    values.find(exists(ValueDocument.CHANNEL)).iterator()) {
                cursor.forEachRemaining(document -> taker.accept(ValueDocument.read(document)));
            }
            return true;
        });
    }

    /** Where those of these names stand that are stored. */
    Map<String, StoredPlace> places(Collection<String> ids) {
        Map<String, StoredPlace> found = new HashMap<>();
        mongo.call(
                values,
                () -> values.find(in(ValueDocument.ID, ids))
                        .projection(Projections.include(ValueDocument.LOG, ValueDocument.EPOCH, ValueDocument.NUMBER))
                        .map(document ->
                                found.put(document.getString(ValueDocument.ID), ValueDocument.readPlace(document)))
                        .into(new ArrayList<>()));
        return found;
    }

    /** Inserts those that are not among {@code known}, and replaces the others where these are newer; false where another was first, or has taken one away. */
    boolean write(Map<LastValue, StoredPlace> some, Map<String, StoredPlace> known) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        some.forEach((value, place) -> {
            Document document = ValueDocument.write(value, place);
            String id = document.getString(ValueDocument.ID);
            writes.add(
                    known.containsKey(id)
                            ? new ReplaceOneModel<>(isBefore(id, place), document)
                            : new InsertOneModel<>(document));
        });
        return mongo.call(values, () -> write(writes));
    }

    private boolean write(List<WriteModel<Document>> writes) {
        try {
            BulkWriteResult result = values.bulkWrite(writes, new BulkWriteOptions().ordered(false));
            return result.getInsertedCount() + result.getMatchedCount() == writes.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() == null && e.getWriteErrors().stream().allMatch(StoredValues::isDouble)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isDouble(BulkWriteError error) {
        return error.getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    private static Bson isBefore(String id, StoredPlace place) {
        return and(
                eq(ValueDocument.ID, id),
                or(
                        lt(ValueDocument.EPOCH, place.epoch()),
                        and(eq(ValueDocument.EPOCH, place.epoch()), lt(ValueDocument.NUMBER, place.number()))));
    }

    /** Removes what was cleared before that. */
    void removeCleared(Instant before) {
        mongo.call(values, () -> values.deleteMany(lt(ValueDocument.CLEARED, Date.from(before))));
    }
}
