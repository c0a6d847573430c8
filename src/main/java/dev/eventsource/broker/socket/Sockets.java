package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.user.RandomIds;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The sockets that MongoDB holds. Any thread may call; {@code Unavailable} where MongoDB does not answer. */
@Singleton
public final class Sockets {
    private static final Duration CLOCK_MARGIN = Duration.ofMillis(100);

    private final Mongo mongo;
    private final MongoClock clock;
    private final MongoCollection<Document> connections;
    private final String node;
    private final Duration life;

    @Inject
    public Sockets(Mongo mongo, MongoClock clock, Node node, Settings settings) {
        this.mongo = mongo;
        this.clock = clock;
        this.connections = mongo.database().getCollection("connections");
        this.node = node.id();
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
    }

    /** Opens a ticket. */
    public Socket open(String user, List<String> channels, @Nullable String presenceId, String position) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Socket socket = new Socket(RandomIds.next(), user, channels, presenceId, position, now);
        Document document = new Document("_id", socket.id())
                .append("user_id", user)
                .append("channel", channels.get(0))
                .append("channels", channels)
                .append("presence_id", presenceId)
                .append("position", position)
                .append("opened_at", Date.from(now))
                .append("disconnect_at", Date.from(now.plus(life)));
        mongo.call(() -> connections.insertOne(document));
        return socket;
    }

    /** How long ago a socket was opened, or a little longer: nodes know the time to within some milliseconds. */
    public Duration age(Socket socket) {
        return Duration.between(socket.openedAt(), clock.instant()).plus(CLOCK_MARGIN);
    }

    /** The socket of this id, unless it has lapsed. */
    public Optional<Socket> find(String id) {
        return Optional.ofNullable(mongo.call(
                        () -> connections.find(living(id, clock.instant())).first()))
                .map(Sockets::read);
    }

    /** Claims a socket for a new stream of these of its channels; empty where there is no such socket, or it lapsed. */
    public Optional<Claim> claim(String id, List<String> channels) {
        String stream = RandomIds.next();
        Instant now = clock.instant();
        Document wanted = living(id, now);
        if (!channels.isEmpty()) {
            wanted.append("channels", new Document("$all", channels));
        }
        Bson held =
                combine(set("broker", node), set("stream", stream), set("disconnect_at", Date.from(now.plus(life))));
        return Optional.ofNullable(mongo.call(() -> connections.findOneAndUpdate(wanted, held)))
                .map(document -> new Claim(read(document), stream));
    }

    /** A plain document: in a {@code $and}, some servers that speak MongoDB's protocol do not find the id's index. */
    private static Document living(String id, Instant now) {
        return new Document("_id", id).append("disconnect_at", new Document("$gt", Date.from(now)));
    }

    private static Socket read(Document document) {
        return new Socket(
                document.getString("_id"),
                document.getString("user_id"),
                document.getList("channels", String.class),
                document.getString("presence_id"),
                document.getString("position"),
                document.getDate("opened_at").toInstant());
    }
}
