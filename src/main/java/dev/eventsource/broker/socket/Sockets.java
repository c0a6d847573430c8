package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.event.ChannelId;
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
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The sockets that MongoDB holds. Any thread may call; {@code Unavailable} where MongoDB does not answer. */
@Singleton
public final class Sockets {
    private static final Duration CLOCK_MARGIN = Duration.ofMillis(100);

    private final Mongo mongo;
    private final MongoClock clock;
    private final Claims claims;
    private final Endings endings;
    private final MongoCollection<Document> connections;
    private final String node;
    private final Duration life;

    @Inject
    Sockets(Mongo mongo, MongoClock clock, Claims claims, Endings endings, Node node, Settings settings) {
        this.mongo = mongo;
        this.clock = clock;
        this.claims = claims;
        this.endings = endings;
        this.connections = mongo.database().getCollection(SocketDocument.COLLECTION);
        this.node = node.id();
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
    }

    /** Opens a ticket. */
    public Socket open(String user, List<String> channels, @Nullable String presenceId, String position) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Socket socket = new Socket(RandomIds.next(), user, channels, presenceId, position, now);
        mongo.call(() -> connections.insertOne(SocketDocument.write(socket, now.plus(life))));
        return socket;
    }

    /** How long ago a socket was opened, or a little longer: nodes know the time to within some milliseconds. */
    public Duration age(Socket socket) {
        return Duration.between(socket.openedAt(), clock.instant()).plus(CLOCK_MARGIN);
    }

    /** The socket of this id, unless it has lapsed. */
    public Optional<Socket> find(String id) {
        Document living = SocketDocument.living(id, clock.instant());
        return Optional.ofNullable(mongo.call(() -> connections.find(living).first()))
                .map(SocketDocument::read);
    }

    /**
     * Claims a socket for a new stream of these of its channels; empty where there is no such socket, or it lapsed. The
     * claim that it had is lost, on whichever node.
     */
    public Optional<Claim> claim(String id, List<String> channels) {
        String stream = RandomIds.next();
        CompletableFuture<Void> loss = claims.expect(stream);
        Optional<Claim> claim = Optional.empty();
        try {
            claim = Optional.ofNullable(take(id, channels, stream)).map(former -> held(former, stream, loss));
            return claim;
        } finally {
            if (claim.isEmpty()) {
                claims.forget(stream);
            }
        }
    }

    private @Nullable Document take(String id, List<String> channels, String stream) {
        Instant now = clock.instant();
        Document wanted = SocketDocument.living(id, now);
        if (!channels.isEmpty()) {
            wanted.append(SocketDocument.CHANNELS, new Document("$all", channels));
        }
        Bson held = combine(
                set(SocketDocument.BROKER, node),
                set(SocketDocument.STREAM, stream),
                set(SocketDocument.LAPSES_AT, Date.from(now.plus(life))));
        return mongo.call(() -> connections.findOneAndUpdate(wanted, held));
    }

    private Claim held(Document former, String stream, CompletableFuture<Void> loss) {
        endings.endStream(former.getString(SocketDocument.STREAM));
        Claim claim = new Claim(SocketDocument.read(former), stream, loss);
        claims.hold(claim);
        return claim;
    }

    /** Ends a user's socket and its stream, on whichever node; false where the user has no such socket. */
    boolean end(String user, String id) {
        Document wanted = new Document(SocketDocument.ID, id).append(SocketDocument.USER, user);
        Optional<Document> ended = Optional.ofNullable(mongo.call(() -> connections.findOneAndDelete(wanted)));
        ended.ifPresent(document -> endings.endStream(document.getString(SocketDocument.STREAM)));
        return ended.isPresent();
    }

    /**
     * Ends every socket with a channel, and their streams, on all nodes.
     *
     * @param channel of one user, or of everyone
     */
    void endAll(ChannelId channel) {
        Document wanted = new Document(SocketDocument.CHANNELS, channel.name());
        if (channel.user() != null) {
            wanted.append(SocketDocument.USER, channel.user());
        }
        mongo.call(() -> connections.deleteMany(wanted));
        endings.endStreams(channel);
    }
}
