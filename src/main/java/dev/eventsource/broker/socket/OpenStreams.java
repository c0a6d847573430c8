package dev.eventsource.broker.socket;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.mongo.Mongo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

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
    private final MongoCollection<Document> tickets;

    @Inject
    OpenStreams(Mongo mongo, Lifetime lifetime, Claims claims) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.claims = claims;
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

    /** Whether a user's channel has any, under a presence id or, with null, under whichever. */
    public boolean isAnyOn(String user, String channel, @Nullable String presenceId) {
        Document wanted = on(user, channel);
        if (presenceId != null) {
            wanted.append(PRESENCE_ID, presenceId);
        }
        return mongo.call(tickets, () -> tickets.find(wanted).first()) != null;
    }

    private Document on(String user, String channel) {
        return new Document(TicketDocument.USER, user)
                .append(TicketDocument.CHANNELS, channel)
                .append(TicketDocument.STREAM, new Document("$ne", null))
                .append(TicketDocument.LAPSES_AT, new Document("$gt", Date.from(lifetime.horizon())));
    }

    /** The sockets whose streams this node has. */
    public List<Socket> ofThisNode() {
        return claims.find(any -> true).stream().map(Claim::socket).toList();
    }
}
