package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Removes the tickets that have lapsed, which nobody finds any longer, and makes the indexes. Removing belongs to the
 * thread of {@link Leases}; {@code Unavailable} where MongoDB does not answer.
 */
@Singleton
class Sweep {
    /** How many lives a ticket stays that a node holds without renewing it: the node may only have been cut off. */
    private static final int LIVES_OF_HELD = 10;

    /** When MongoDB removes by itself what no node has: late, for it does not know how long it was away. */
    private static final Duration EXPIRY = Duration.ofDays(1);

    private final Mongo mongo;
    private final Lifetime lifetime;
    private final MongoCollection<Document> tickets;
    private final Duration heldLonger;

    @Inject
    Sweep(Mongo mongo, Lifetime lifetime) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
        this.heldLonger = lifetime.life().multipliedBy(LIVES_OF_HELD);
    }

    /**
     * By what tickets are found, and by when they lapse. By the latter MongoDB itself removes what is left when no node
     * runs; a server that cannot do that gets a plain index.
     */
    void createIndexes(@Observes MongoFound found) {
        found.index(tickets, Indexes.ascending(TicketDocument.USER, TicketDocument.CHANNELS), new IndexOptions());
        found.expiringIndex(tickets, Indexes.ascending(TicketDocument.LAPSES_AT), EXPIRY);
    }

    void remove() {
        Instant horizon = lifetime.horizon();
        mongo.call(tickets, () -> tickets.deleteMany(and(eq(TicketDocument.BROKER, null), lapsedBefore(horizon))));
        mongo.call(tickets, () -> tickets.deleteMany(lapsedBefore(horizon.minus(heldLonger))));
    }

    private static Bson lapsedBefore(Instant time) {
        return lt(TicketDocument.LAPSES_AT, Date.from(time));
    }
}
