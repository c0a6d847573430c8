package dev.eventsource.broker.run;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.time.Clock;
import java.util.List;
import org.h2.mvstore.MVStore;

/** What the embedded server keeps, with indexes that are used. */
final class IndexedBackend extends H2Backend {
    IndexedBackend(MVStore store, Clock clock) {
        super(store, clock);
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
