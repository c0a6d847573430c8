package dev.eventsource.broker.it;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import org.bson.Document;

/** The collection in which the broker keeps its tickets, as an operator sees it. */
final class Connections implements AutoCloseable {
    private final MongoClient client = MongoClients.create(Broker.MONGO.url());
    private final MongoCollection<Document> documents =
            client.getDatabase("eventsourcehq").getCollection("connections");

    MongoCollection<Document> documents() {
        return documents;
    }

    /** The ticket of that id, which must be there. */
    Document ticket(String socket) {
        Document found = documents.find(Filters.eq("_id", socket)).first();
        if (found == null) {
            throw new AssertionError("no ticket " + socket);
        }
        return found;
    }

    @Override
    public void close() {
        client.close();
    }
}
