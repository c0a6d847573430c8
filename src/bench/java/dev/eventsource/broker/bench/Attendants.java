package dev.eventsource.broker.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;

/** Tickets with streams, of as many people on one channel, as nodes leave them in MongoDB; gone when this is closed. */
final class Attendants implements AutoCloseable {
    private final String channel;
    private final MongoClient client;
    private final MongoCollection<Document> tickets;

    Attendants(String mongoUrl, String database, String channel, int count) {
        this.channel = channel;
        this.client = MongoClients.create(mongoUrl);
        this.tickets = client.getDatabase(database).getCollection("connections");
        tickets.insertMany(IntStream.range(0, count).mapToObj(this::ticket).toList());
    }

    private Document ticket(int i) {
        return new Document("_id", channel + "-" + i)
                .append("user_id", Tickets.USER.key())
                .append("channel", channel)
                .append("channels", List.of(channel))
                .append("presence_id", "somebody-%06d".formatted(i))
                .append("position", "")
                .append("opened_at", Date.from(Instant.now()))
                .append("broker", "bench")
                .append("stream", "bench-" + i)
                .append("disconnect_at", Date.from(Instant.now().plus(1, ChronoUnit.HOURS)));
    }

    @Override
    public void close() {
        tickets.deleteMany(new Document("channel", channel));
        client.close();
    }
}
