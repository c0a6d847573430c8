package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static java.util.stream.Collectors.toSet;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.settings.Node;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Claims as MongoDB's tickets have them. Any thread may call; {@code Unavailable} where MongoDB does not answer. */
@Singleton
class TicketClaims {
    private final Mongo mongo;
    private final Lifetime lifetime;
    private final MongoCollection<Document> tickets;
    private final String node;

    @Inject
    TicketClaims(Mongo mongo, Lifetime lifetime, Node node) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
        this.node = node.id();
    }

    /** Those of these sockets that have not lapsed, each with the name of the claim that it has. */
    List<KnownSockets.Known> read(Collection<String> ids) {
        return mongo.call(tickets, () -> tickets.find(living(ids)).into(new ArrayList<>())).stream()
                .map(TicketClaims::read)
                .toList();
    }

    /** Some servers that speak MongoDB's protocol find the index by an id alone. */
    private Document living(Collection<String> ids) {
        return ids.size() == 1
                ? TicketDocument.living(ids.iterator().next(), lifetime.horizon())
                : TicketDocument.living(ids, lifetime.horizon());
    }

    private static KnownSockets.Known read(Document document) {
        return new KnownSockets.Known(TicketDocument.read(document), document.getString(TicketDocument.STREAM));
    }

    /** Has a socket held by a claim of that name, whichever it has; as it was before, and empty where it is gone. */
    Optional<KnownSockets.Known> take(String id, String stream) {
        Document living = TicketDocument.living(id, lifetime.horizon());
        return Optional.ofNullable(mongo.call(tickets, () -> tickets.findOneAndUpdate(living, held(stream))))
                .map(TicketClaims::read);
    }

    /**
     * Has sockets held, each by the claim of the name that is given for it, where it has no other than the one that it is
     * known by. At most {@link Mongo#MOST_IN_BULK}, and no socket twice.
     *
     * @return the names of the claims that were made
     */
    Set<String> takeUnchanged(Map<String, KnownSockets.Known> byStream) {
        List<UpdateOneModel<Document>> updates = new ArrayList<>();
        byStream.forEach((stream, socket) -> updates.add(taking(socket, stream)));
        int made = mongo.call(tickets, () -> tickets.bulkWrite(updates, new BulkWriteOptions().ordered(false)))
                .getMatchedCount();
        return made == byStream.size() ? Set.copyOf(byStream.keySet()) : made(byStream);
    }

    private UpdateOneModel<Document> taking(KnownSockets.Known socket, String stream) {
        String id = socket.socket().id();
        Document unchanged = TicketDocument.of(id, socket.stream());
        unchanged.putAll(TicketDocument.living(id, lifetime.horizon()));
        return new UpdateOneModel<>(unchanged, held(stream));
    }

    private Bson held(String stream) {
        return combine(
                set(TicketDocument.BROKER, node),
                set(TicketDocument.STREAM, stream),
                set(TicketDocument.LAPSES_AT, lifetime.end(lifetime.now())));
    }

    /** Those of the claims that stand: no other has their names. */
    private Set<String> made(Map<String, KnownSockets.Known> byStream) {
        Set<String> ids =
                byStream.values().stream().map(known -> known.socket().id()).collect(toSet());
        return mongo
                .call(
                        tickets,
                        () -> tickets.find(TicketDocument.any(ids))
                                .projection(Projections.include(TicketDocument.STREAM))
                                .into(new ArrayList<>()))
                .stream()
                .map(document -> document.getString(TicketDocument.STREAM))
                .filter(byStream::containsKey)
                .collect(toSet());
    }
}
