package dev.eventsource.broker.socket;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.eventsource.broker.mongo.Mongo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * Which streams are open, on all nodes, as the tickets say that have not lapsed. Any thread may ask; {@code Unavailable}
 * where MongoDB does not answer.
 */
@Singleton
public final class OpenStreams {
    private static final String PRESENCE_ID = "presence_id";

    private final Mongo mongo;
    private final Lifetime lifetime;
    private final Claims claims;
    private final TokenStreams ofTokens;
    private final MongoCollection<Document> tickets;

    @Inject
    OpenStreams(Mongo mongo, Lifetime lifetime, Claims claims, TokenStreams ofTokens) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.claims = claims;
        this.ofTokens = ofTokens;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
    }

    /** The presence ids of a user's channel, sorted, each once. */
    public List<String> presenceIds(String user, String channel) {
        Document present = on(user, channel).append(PRESENCE_ID, new Document("$ne", null));
        List<String> ids = mongo.call(
                tickets,
                () -> tickets.distinct(PRESENCE_ID, present, String.class).into(new ArrayList<>()));
        return ids.stream().sorted().toList();
    }

    /** How many streams a user's channel has. */
    public long count(String user, String channel) {
        return mongo.call(tickets, () -> tickets.countDocuments(on(user, channel)));
    }

    /**
     * Looks for the sockets that have a stream and that any of the searches is for, in no order.
     *
     * @param searches none: nothing is found
     * @param found told of each; false where it needs no more
     */
    public void search(List<StreamSearch> searches, Predicate<Socket> found) {
        if (!searches.isEmpty()) {
            Document wanted =
                    open().append("$or", searches.stream().map(OpenStreams::on).toList());
            mongo.call(tickets, () -> visit(wanted, found));
        }
    }

    /** The ticket of a socket, for people to look at; empty where there is none, or it has lapsed. */
    public Optional<Ticket> ticket(String id) {
        Document wanted = TicketDocument.living(id, lifetime.horizon());
        return Optional.ofNullable(
                        mongo.call(tickets, () -> tickets.find(wanted).first()))
                .map(TicketDocument::readTicket);
    }

    private boolean visit(Document wanted, Predicate<Socket> found) {
        try (MongoCursor<Document> cursor = tickets.find(wanted).iterator()) {
            boolean more = true;
            while (more && cursor.hasNext()) {
                more = found.test(TicketDocument.read(cursor.next()));
            }
            return more;
        }
    }

    private static Document on(StreamSearch search) {
        Document wanted = new Document(TicketDocument.USER, search.user())
                .append(TicketDocument.CHANNELS, new Document("$in", search.channels()));
        return search.presenceIds().isEmpty()
                ? wanted
                : wanted.append(PRESENCE_ID, new Document("$in", search.presenceIds()));
    }

    private Document on(String user, String channel) {
        Document wanted = new Document(TicketDocument.USER, user).append(TicketDocument.CHANNELS, channel);
        wanted.putAll(open());
        return wanted;
    }

    private Document open() {
        return new Document(TicketDocument.STREAM, new Document("$ne", null))
                .append(TicketDocument.LAPSES_AT, new Document("$gt", Date.from(lifetime.horizon())));
    }

    /** Whether this node has a stream of the socket. */
    public boolean isHere(Socket socket) {
        return claims.of(socket.id()).isPresent() || ofTokens.has(socket);
    }

    /** The sockets whose streams this node has. */
    public List<Socket> ofThisNode() {
        return Stream.concat(claims.find(any -> true).stream().map(Claim::socket), ofTokens.sockets())
                .toList();
    }
}
