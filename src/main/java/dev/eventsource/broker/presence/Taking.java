package dev.eventsource.broker.presence;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static java.util.stream.Collectors.toSet;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * One operation of MongoDB's that takes the places that streams began at, and holds on those that they ended at where they
 * are taken, and what is known of its outcome. Belongs to the thread of {@link Attendance}.
 */
final class Taking {
    private final ObjectId id = new ObjectId();
    private final List<Place> order;
    private final Map<Place, PlaceChange> left;
    private final List<UpdateOneModel<Document>> updates;
    private final List<Place> entered = new ArrayList<>();
    private boolean begun;
    private boolean answered;

    /**
     * Prepares it.
     *
     * @param until until when the places of each change stand
     */
    Taking(Map<Place, PlaceChange> changes, Function<PlaceChange, Instant> until) {
        this.order = List.copyOf(changes.keySet());
        this.left = new LinkedHashMap<>(changes);
        this.updates = changes.entrySet().stream()
                .map(change -> update(change.getKey(), change.getValue(), until))
                .toList();
    }

    private UpdateOneModel<Document> update(Place place, PlaceChange change, Function<PlaceChange, Instant> until) {
        return new UpdateOneModel<>(
                new Document(Places.ID, place.id()),
                combine(
                        setOnInsert(Places.PLACE, place.parts()),
                        setOnInsert(Places.TAKEN_BY, id),
                        set(Places.UNTIL, Date.from(until.apply(change))),
                        unset(Places.LEFT_BY)),
                new UpdateOptions().upsert(change.hasBegun()));
    }

    /** Does it. Another node may insert the same place at the same time, which is no failure: then it is left. */
    boolean by(Function<List<UpdateOneModel<Document>>, BulkWriteResult> bulkWrite) {
        begun = true;
        try {
            note(bulkWrite.apply(updates), Set.of());
        } catch (MongoBulkWriteException e) {
            note(
                    e.getWriteResult(),
                    e.getWriteErrors().stream().map(BulkWriteError::getIndex).collect(toSet()));
            if (e.getWriteConcernError() != null || !e.getWriteErrors().stream().allMatch(Taking::isDuplicate)) {
                throw e;
            }
        }
        return true;
    }

    private static boolean isDuplicate(BulkWriteError error) {
        return error.getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    /**
     * They are in no order: one that fails keeps no other from being done. What was inserted is told by its id, for not every
     * database counts those as MongoDB does.
     */
    private void note(BulkWriteResult result, Set<Integer> failed) {
        answered = true;
        Set<String> inserted = result.getUpserts().stream()
                .map(upsert -> upsert.getId().asString().getValue())
                .collect(toSet());
        order.stream().filter(place -> inserted.contains(place.id())).forEach(entered::add);
        left.keySet().retainAll(failed.stream().map(order::get).collect(toSet()));
    }

    /** What its documents bear that it has inserted. */
    ObjectId id() {
        return id;
    }

    /** All that it is about. */
    List<Place> places() {
        return order;
    }

    /** The places that were free, which of all nodes this one alone is told. */
    List<Place> entered() {
        return entered;
    }

    /** What MongoDB has not taken, or has not said that it has. */
    Map<Place, PlaceChange> left() {
        return left;
    }

    /** Whether nobody knows what MongoDB did of it. */
    boolean isInDoubt() {
        return begun && !answered;
    }
}
