package dev.eventsource.broker.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.mongo.ThreadsByHand;
import dev.eventsource.broker.user.UserDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewTicketsTest {
    private static final int CROWD = 200;

    private final UserDatabase database = new UserDatabase();
    private final ThreadsByHand threads = new ThreadsByHand();
    private final NewTickets tickets = new NewTickets(database.mongo(), threads);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areAllThereWhenTheirCallersAreTold() {
        List<CompletableFuture<Document>> written =
                IntStream.range(0, CROWD).mapToObj(this::write).toList();
        threads.runAll();
        assertThat(written).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(count()).isEqualTo(CROWD);
    }

    /** Whatever it is that MongoDB does not take. */
    @Test
    void oneThatIsRefusedKeepsNoOtherFromBeingWritten() {
        List<CompletableFuture<Document>> written =
                IntStream.of(1, 2, 2, 3).mapToObj(this::write).toList();
        threads.runAll();
        assertThat(written)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .containsExactly(written.get(2));
        assertThat(count()).isEqualTo(3);
    }

    private CompletableFuture<Document> write(int id) {
        return tickets.write(new Document("_id", "s" + id)).toCompletableFuture();
    }

    private long count() {
        return database.mongo()
                .database()
                .getCollection(TicketDocument.COLLECTION)
                .countDocuments();
    }
}
