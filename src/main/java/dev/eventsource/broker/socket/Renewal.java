package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.settings.Node;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Renews claims in MongoDB, many with one update, and finds out which of them this node holds no longer. Belongs to the
 * thread of {@link Leases}; {@code Unavailable} where MongoDB does not answer.
 */
@Singleton
class Renewal {
    /** How many claims one update takes, so that none of them is long in MongoDB or on the wire. */
    static final int MOST = 1_000;

    private final Mongo mongo;
    private final Lifetime lifetime;
    private final Claims claims;
    private final MongoCollection<Document> tickets;
    private final String node;

    @Inject
    Renewal(Mongo mongo, Lifetime lifetime, Claims claims, Node node) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.claims = claims;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
        this.node = node.id();
    }

    /** Renews up to {@link #MOST} claims; where MongoDB does not have them all as this node's, asks which. */
    void renew(List<Claim> batch) {
        List<Claim> held = batch.stream().filter(claims::isHeld).toList();
        Bson ofThisNode = all(held).append(TicketDocument.BROKER, node);
        long sockets =
                held.stream().map(claim -> claim.socket().id()).distinct().count();
        long renewed = held.isEmpty()
                ? 0
                : mongo.call(tickets, () -> tickets.updateMany(ofThisNode, set(TicketDocument.LAPSES_AT, lapse())))
                        .getMatchedCount();
        if (renewed < sockets) {
            check(held);
        }
    }

    /** Asks MongoDB about up to {@link #MOST} claims: those that it has no longer are lost, a released one is made anew. */
    void check(List<Claim> batch) {
        Map<String, Document> found = new HashMap<>();
        mongo.call(
                        tickets,
                        () -> tickets.find(all(batch))
                                .projection(Projections.include(TicketDocument.STREAM))
                                .into(new ArrayList<>()))
                .forEach(document -> found.put(document.getString(TicketDocument.ID), document));
        List<Claim> free = new ArrayList<>();
        for (Claim claim : batch) {
            Document document = found.get(claim.socket().id());
            if (document != null && document.getString(TicketDocument.STREAM) == null) {
                free.add(claim);
            } else if (document == null || !claim.stream().equals(document.getString(TicketDocument.STREAM))) {
                claims.lose(claim.stream());
            }
        }
        for (int from = 0; from < free.size(); from += Mongo.MOST_IN_BULK) {
            retake(free.subList(from, Math.min(free.size(), from + Mongo.MOST_IN_BULK)));
        }
    }

    private void retake(List<Claim> free) {
        List<UpdateOneModel<Document>> updates =
                free.stream().filter(claims::isHeld).map(this::taking).toList();
        if (!updates.isEmpty()) {
            mongo.call(tickets, () -> tickets.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
        }
    }

    private UpdateOneModel<Document> taking(Claim claim) {
        return new UpdateOneModel<>(
                TicketDocument.of(claim.socket().id(), claim.stream()),
                combine(
                        set(TicketDocument.BROKER, node),
                        set(TicketDocument.STREAM, claim.stream()),
                        set(TicketDocument.LAPSES_AT, lapse())));
    }

    private Date lapse() {
        return lifetime.end(lifetime.now());
    }

    private static Document all(List<Claim> batch) {
        return TicketDocument.any(
                batch.stream().map(claim -> claim.socket().id()).distinct().toList());
    }
}
