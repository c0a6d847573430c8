package dev.eventsource.broker.presence;

import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bson.Document;

/** The key that all nodes seal with: drawn by the first of them, and kept in MongoDB. */
@Singleton
class SealKey {
    private static final Logger LOG = System.getLogger(SealKey.class.getName());
    private static final int BYTES = 32;
    private static final Document ITS_ID = new Document("_id", "seal");
    private static final String KEY = "key";

    private final Mongo mongo;
    private final Seal seal;

    @Inject
    SealKey(Mongo mongo, Seal seal) {
        this.mongo = mongo;
        this.seal = seal;
    }

    void learn(@Observes MongoFound found) {
        try {
            learn();
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "The key of the broker's own events is asked for again");
        }
    }

    /** Learns the key, unless it is known; {@link Unavailable} where MongoDB does not answer. */
    void learn() {
        if (!seal.isReady()) {
            MongoCollection<Document> keys = mongo.database().getCollection("broker_keys");
            Document known = mongo.call(keys, () -> keys.find(ITS_ID).first());
            if (known == null) {
                mongo.call(
                        keys, () -> keys.updateOne(ITS_ID, setOnInsert(KEY, draw()), new UpdateOptions().upsert(true)));
                known = mongo.call(keys, () -> keys.find(ITS_ID).first());
            }
            if (known != null) {
                seal.use(HexFormat.of().parseHex(known.getString(KEY)));
            }
        }
    }

    private static String draw() {
        byte[] drawn = new byte[BYTES];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
