package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.user.Barred;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.bson.Document;

/** Takes from a barred user what was opened before: all tickets, and the streams of every node. */
@Singleton
class BarredUsers {
    private final Mongo mongo;
    private final Signals signals;

    @Inject
    BarredUsers(Mongo mongo, Signals signals) {
        this.mongo = mongo;
        this.signals = signals;
    }

    /** The tickets first, so that no stream that is ended comes back. */
    void end(@Observes Barred barred) {
        MongoCollection<Document> tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
        mongo.call(tickets, () -> tickets.deleteMany(eq(TicketDocument.USER, barred.key())));
        signals.tell(new Signal(Topic.END_USER, barred.key()));
    }
}
