package dev.eventsource.broker.retained;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.mongo.Mongo;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.bson.Document;

/**
 * Counts the logs that last values came from, one after the other, for all nodes: one document, which says the latest. Belongs
 * to one thread; {@code Unavailable} where MongoDB does not answer, for which it waits.
 */
final class Epochs {
    private static final String LATEST = "log";

    private final Mongo mongo;
    private final MongoCollection<Document> values;
    private final Map<String, Long> known = new HashMap<>();

    Epochs(Mongo mongo) {
        this.mongo = mongo;
        this.values = mongo.database().getCollection("retained");
    }

    /** The epoch of the log that this node reads now; empty where other nodes count at this moment, and it is to be asked again. */
    OptionalLong ofCurrent(String log) {
        Long before = known.get(log);
        if (before != null) {
            return OptionalLong.of(before);
        }
        Document latest = mongo.call(
                values, () -> values.find(eq(ValueDocument.ID, LATEST)).first());
        OptionalLong epoch = latest == null ? begin(log) : follow(latest, log);
        epoch.ifPresent(number -> known.put(log, number));
        return epoch;
    }

    /** The epoch of a log that this node has read; 0, before all others, where that was gone before MongoDB could be asked. */
    long of(String log) {
        return known.getOrDefault(log, 0L);
    }

    private OptionalLong begin(String log) {
        boolean isFirst = mongo.insert(
                values,
                new Document(ValueDocument.ID, LATEST)
                        .append(ValueDocument.LOG, log)
                        .append(ValueDocument.EPOCH, 1L));
        return isFirst ? OptionalLong.of(1) : OptionalLong.empty();
    }

    private OptionalLong follow(Document latest, String log) {
        long epoch = ValueDocument.readPlace(latest).epoch();
        if (log.equals(latest.getString(ValueDocument.LOG))) {
            return OptionalLong.of(epoch);
        }
        Document next =
                new Document("$set", new Document(ValueDocument.LOG, log).append(ValueDocument.EPOCH, epoch + 1));
        boolean isNext = mongo.call(
                                values,
                                () -> values.updateOne(
                                        and(eq(ValueDocument.ID, LATEST), eq(ValueDocument.EPOCH, epoch)), next))
                        .getMatchedCount()
                == 1;
        return isNext ? OptionalLong.of(epoch + 1) : OptionalLong.empty();
    }
}
