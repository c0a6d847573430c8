package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import dev.eventsource.broker.mongo.Mongo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/**
 * The claims that this node has let go of, until MongoDB knows. Any thread may add; each claim's name has one at most, so
 * what waits is bounded by the streams that ended here since MongoDB went away; each takes some hundred bytes.
 */
@Singleton
class Releases {
    private final Mongo mongo;
    private final Lifetime lifetime;
    private final Claims claims;
    private final MongoCollection<Document> tickets;
    private final Map<String, Release> waiting = new ConcurrentHashMap<>();

    /** Not the claim itself, whose socket may be large. */
    private record Release(String socket, String stream, Instant at) {}

    @Inject
    Releases(Mongo mongo, Lifetime lifetime, Claims claims) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.claims = claims;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
    }

    void add(Claim claim) {
        Release release = new Release(claim.socket().id(), claim.stream(), lifetime.now());
        waiting.put(release.stream(), release);
    }

    /**
     * Writes what waits; what MongoDB has not taken goes on waiting. Called by the thread of {@link Leases}.
     *
     * @param goesOn asked before each operation; where not, the rest goes on waiting too
     */
    void write(BooleanSupplier goesOn) {
        for (List<Release> batch = batch(); !batch.isEmpty() && goesOn.getAsBoolean(); batch = batch()) {
            write(batch.stream()
                    .filter(release -> !claims.isHeld(release.stream()))
                    .toList());
            batch.forEach(release -> waiting.remove(release.stream(), release));
        }
    }

    private List<Release> batch() {
        return waiting.values().stream().limit(Mongo.MOST_IN_BULK).toList();
    }

    private void write(List<Release> ended) {
        if (!ended.isEmpty()) {
            List<UpdateOneModel<Document>> updates =
                    ended.stream().map(this::update).toList();
            mongo.call(tickets, () -> tickets.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
        }
    }

    /** A release that comes late does not shorten a life that another has given the socket since. */
    private UpdateOneModel<Document> update(Release release) {
        return new UpdateOneModel<>(
                TicketDocument.of(release.socket(), release.stream()),
                combine(
                        unset(TicketDocument.BROKER),
                        unset(TicketDocument.STREAM),
                        max(TicketDocument.LAPSES_AT, lifetime.end(release.at()))));
    }
}
