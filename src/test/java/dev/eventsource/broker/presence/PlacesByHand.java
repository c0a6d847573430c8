package dev.eventsource.broker.presence;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.UpdateOneModel;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Places that MongoDB takes its time to write, or of which it does not say that it has. */
final class PlacesByHand extends Places {
    private static final int DUPLICATE_KEY = 11_000;
    private static final int NOT_AUTHORISED = 13;

    private final AtomicLong nanos;
    private List<UpdateOneModel<Document>> late = List.of();
    Duration slowness = Duration.ZERO;
    Answer answer = Answer.GIVEN;
    boolean losesFarewells;
    int written;
    int renewals;

    /** What becomes of the next write, and of no other. */
    enum Answer {
        GIVEN,
        LOST,
        LATE,
        REFUSED_IN_PART,
        DOUBLED_IN_PART
    }

    /**
     * Those.
     *
     * @param nanos the time, which passes while MongoDB writes
     */
    PlacesByHand(Mongo mongo, AtomicLong nanos) {
        super(mongo);
        this.nanos = nanos;
    }

    @Override
    BulkWriteResult write(List<UpdateOneModel<Document>> updates) {
        nanos.addAndGet(slowness.toNanos());
        written += updates.size();
        Answer given = answer;
        answer = Answer.GIVEN;
        return switch (given) {
            case GIVEN -> super.write(updates);
            case LOST -> {
                super.write(updates);
                throw new MongoTimeoutException("as if");
            }
            case LATE -> {
                late = updates;
                throw new MongoTimeoutException("as if");
            }
            case REFUSED_IN_PART -> throw half(updates, NOT_AUTHORISED);
            case DOUBLED_IN_PART -> throw half(updates, DUPLICATE_KEY);
        };
    }

    private MongoBulkWriteException half(List<UpdateOneModel<Document>> updates, int code) {
        int half = updates.size() / 2;
        BulkWriteResult done = super.write(updates.subList(0, half));
        List<BulkWriteError> errors = IntStream.range(half, updates.size())
                .mapToObj(i -> new BulkWriteError(code, "as if", new BsonDocument(), i))
                .toList();
        return new MongoBulkWriteException(done, errors, null, new ServerAddress(), Set.of());
    }

    /** Does what was late. */
    void beLate() {
        super.write(late);
    }

    @Override
    long keep(Collection<Place> some, Instant until) {
        nanos.addAndGet(slowness.toNanos());
        renewals++;
        return super.keep(some, until);
    }

    @Override
    long leave(ObjectId operation, Instant until, List<Document> lapsed) {
        long left = super.leave(operation, until, lapsed);
        if (losesFarewells) {
            throw new Unavailable("as if", null);
        }
        return left;
    }
}
