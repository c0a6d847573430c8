package dev.eventsource.broker.it.support;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The collection in which the broker keeps its tickets, as an operator sees it. */
public final class Connections implements AutoCloseable {
    private final MongoClient client = MongoClients.create(Broker.MONGO.url());
    private final MongoCollection<Document> documents =
            client.getDatabase("eventsourcehq").getCollection("connections");

    public MongoCollection<Document> documents() {
        return documents;
    }

    /** The ticket of that id, which must be there. */
    public Document ticket(String socket) {
        Document found = documents.find(Filters.eq("_id", socket)).first();
        if (found == null) {
            throw new AssertionError("no ticket " + socket);
        }
        return found;
    }

    public boolean has(String socket) {
        return documents.find(Filters.eq("_id", socket)).first() != null;
    }

    public void set(String socket, String field, @Nullable Object value) {
        documents.updateOne(Filters.eq("_id", socket), Updates.set(field, value));
    }

    /** A ticket of Alice's that a node holds which is dead. */
    public void addHeldByTheDead(String socket, Instant lapsesAt) {
        documents.insertOne(heldByTheDead(socket, lapsesAt));
    }

    public static Document heldByTheDead(String socket, Instant lapsesAt) {
        return new Document("_id", socket)
                .append("user_id", Broker.ALICE.key())
                .append("channel", "a")
                .append("channels", List.of("a"))
                .append("presence_id", null)
                .append("position", "@dead-0")
                .append("opened_at", Date.from(lapsesAt.minusSeconds(60)))
                .append("broker", "dead")
                .append("stream", "dead-" + socket)
                .append("disconnect_at", Date.from(lapsesAt));
    }

    public void remove(String socket) {
        documents.deleteOne(Filters.eq("_id", socket));
    }

    @Override
    public void close() {
        client.close();
    }
}
