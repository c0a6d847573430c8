package dev.eventsource.broker.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.bson.Document;

/** Inserts documents like tickets with MongoDB's driver alone, one by one in so many threads. */
final class TicketInserts implements AutoCloseable {
    private static final int THREADS = 16;

    private final MongoClient client;
    private final MongoCollection<Document> collection;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    TicketInserts(String mongoUrl) {
        client = MongoClients.create(mongoUrl);
        collection = client.getDatabase("bench").getCollection("tickets");
    }

    /** How many in a second. */
    double perSecond(Duration duration) {
        var count = new LongAdder();
        long start = System.nanoTime();
        CompletableFuture<?>[] all = Stream.generate(() ->
                        CompletableFuture.runAsync(() -> insert(start + duration.toNanos(), count), threads))
                .limit(THREADS)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();
        return count.sum() * 1e9 / (System.nanoTime() - start);
    }

    private void insert(long end, LongAdder count) {
        while (System.nanoTime() - end < 0) {
            collection.insertOne(new Document("_id", UUID.randomUUID().toString())
                    .append("user_id", "bench")
                    .append("channels", List.of("bench")));
            count.increment();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        collection.drop();
        client.close();
    }
}
