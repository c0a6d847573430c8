package dev.eventsource.broker.run;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.MVStore;

/** What the embedded server keeps, with indexes that are used. */
final class IndexedBackend extends H2Backend {
    private final LongAdder operations;

    /**
     * A backend.
     *
     * @param operations is told of each operation on a collection
     */
    IndexedBackend(MVStore store, Clock clock, LongAdder operations) {
        super(store, clock);
        this.operations = operations;
    }

    /** A command names its collection, where it is about one: {@code {"find": "users", …}}, but {@code {"hello": 1}}. */
    @Override
    public Document handleMessage(MongoMessage message) {
        if (message.getDocument().values().iterator().next() instanceof String) {
            operations.increment();
        }
        return super.handleMessage(message);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new H2Database(name, getMvStore(), getCursorRegistry()) {
            @Override
            protected Index<Object> openOrCreateUniqueIndex(
                    String collection, String index, List<IndexKey> keys, boolean sparse) {
                return new LookedUpIndex(super.openOrCreateUniqueIndex(collection, index, keys, sparse));
            }
        };
    }
}
