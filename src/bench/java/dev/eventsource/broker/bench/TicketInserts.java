package dev.eventsource.broker.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.bench.feed.Usage;
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
    private static final double NANOS_PER_MICRO = 1_000;

    /**
     * How fast it went, and what that took.
     *
     * @param perSecond inserts
     * @param micros of processor time for each, with what the embedded MongoDB takes, where it is that
     */
    record Pace(double perSecond, double micros) {}

    private final MongoClient client;
    private final MongoCollection<Document> collection;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    TicketInserts(String mongoUrl) {
        client = MongoClients.create(mongoUrl);
        collection = client.getDatabase("bench").getCollection("tickets");
    }

    /** For so long. */
    Pace insert(Duration duration) {
        var count = new LongAdder();
        long cpuBefore = Usage.cpuNanos();
        long start = System.nanoTime();
        CompletableFuture<?>[] all = Stream.generate(() ->
                        CompletableFuture.runAsync(() -> insert(start + duration.toNanos(), count), threads))
                .limit(THREADS)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();
        return new Pace(
                count.sum() * 1e9 / (System.nanoTime() - start),
                (Usage.cpuNanos() - cpuBefore) / NANOS_PER_MICRO / count.sum());
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
