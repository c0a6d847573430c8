package dev.eventsource.broker.socket;

import static java.util.stream.Collectors.toSet;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Batches;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoThreads;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.bson.Document;

/** Writes the tickets of new sockets, many with one insert. Any thread may call, and none waits. */
@Singleton
class NewTickets {
    private static final InsertManyOptions IN_NO_ORDER = new InsertManyOptions().ordered(false);

    private final Mongo mongo;
    private final MongoCollection<Document> tickets;
    private final Batches<Document, Document> batches;

    @Inject
    NewTickets(Mongo mongo, MongoThreads threads) {
        this.mongo = mongo;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
        this.batches = new Batches<>(threads, Batches.STORM, this::insert);
    }

    /** The ticket, once any node finds it; {@link Unavailable} where MongoDB does not take it. */
    CompletionStage<Document> write(Document ticket) {
        return batches.ask(ticket);
    }

    private void insert(List<Batches.Asked<Document, Document>> batch) {
        List<Document> documents = batch.stream().map(Batches.Asked::question).toList();
        mongo.call(tickets, () -> {
            try {
                tickets.insertMany(documents, IN_NO_ORDER);
                note(batch, Set.of());
            } catch (MongoBulkWriteException e) {
                noteOthers(batch, e);
                throw e;
            }
            return batch;
        });
    }

    /** They are in no order: one that is refused keeps no other from being written. */
    private static void noteOthers(List<Batches.Asked<Document, Document>> batch, MongoBulkWriteException failure) {
        if (failure.getWriteConcernError() == null) {
            note(
                    batch,
                    failure.getWriteErrors().stream()
                            .map(BulkWriteError::getIndex)
                            .collect(toSet()));
        }
    }

    private static void note(List<Batches.Asked<Document, Document>> batch, Set<Integer> refused) {
        IntStream.range(0, batch.size())
                .filter(index -> !refused.contains(index))
                .mapToObj(batch::get)
                .forEach(asked -> asked.answer().complete(asked.question()));
    }
}
