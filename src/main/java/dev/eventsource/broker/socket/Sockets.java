package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.secret.RandomIds;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.user.User;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that MongoDB holds, and while it is away those that this node knows. Any thread may call; {@code
 * Unavailable} where MongoDB does not answer and this node does not know.
 */
@Singleton
public final class Sockets {
    private static final Duration CLOCK_MARGIN = Duration.ofMillis(100);

    private final Mongo mongo;
    private final Lifetime lifetime;
    private final Claims claims;
    private final KnownSockets known;
    private final Endings endings;
    private final Event<StreamChange> changes;
    private final LongAdder opened = new LongAdder();
    private final MongoCollection<Document> tickets;
    private final String node;

    @Inject
    Sockets(
            Mongo mongo,
            Lifetime lifetime,
            Claims claims,
            KnownSockets known,
            Endings endings,
            Event<StreamChange> changes,
            Node node) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.claims = claims;
        this.known = known;
        this.endings = endings;
        this.changes = changes;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
        this.node = node.id();
    }

    /** Opens a socket: any node finds its ticket from now on. */
    public Socket open(User user, List<String> channels, @Nullable String presenceId, String position) {
        Instant now = lifetime.now().truncatedTo(ChronoUnit.MILLIS);
        Socket socket =
                new Socket(RandomIds.next(), user.key(), channels, presenceId, position, now, user.maxConnections());
        mongo.call(tickets, () -> tickets.insertOne(TicketDocument.write(socket, lifetime.end(now))));
        known.note(socket, null);
        opened.increment();
        return socket;
    }

    /** How many sockets this node has opened since its start. */
    public long opened() {
        return opened.sum();
    }

    /** How long ago a socket was opened, or a little longer: nodes know the time to within some milliseconds. */
    public Duration age(Socket socket) {
        return Duration.between(socket.openedAt(), lifetime.now()).plus(CLOCK_MARGIN);
    }

    /** The socket of this id, unless it has lapsed. */
    public Optional<Socket> find(String id) {
        try {
            Document living = TicketDocument.living(id, lifetime.horizon());
            return Optional.ofNullable(
                            mongo.call(tickets, () -> tickets.find(living).first()))
                    .map(TicketDocument::read);
        } catch (Unavailable e) {
            return Optional.of(known(id, e).socket());
        }
    }

    /** The socket of this id; a 404 problem where there is none, or it has lapsed. */
    public Socket require(String id) {
        return find(id).orElseThrow(Sockets::unknown);
    }

    /** What a browser is told whose socket no reconnect can help. */
    public static WebApplicationException unknown() {
        return Problem.notFound("The socket is unknown or has lapsed; get a new one from your server.");
    }

    private KnownSockets.Known known(String id, Unavailable otherwise) {
        return known.find(id).orElseThrow(() -> otherwise);
    }

    /**
     * Claims a socket for a new stream of these of its channels; empty where there is no such socket, or it lapsed, and a
     * 403 problem where it has not all of them. The claim that it had is lost, on whichever node.
     *
     * @param channels empty: all that it has
     */
    public Optional<Claim> claim(String id, List<String> channels) {
        // A socket's channels never change, so they need not be asked for with the claim.
        return channels.isEmpty() || has(id, channels) ? claim(id) : Optional.empty();
    }

    private boolean has(String id, List<String> channels) {
        Optional<Socket> socket = find(id);
        if (socket.isPresent() && !socket.get().channels().containsAll(channels)) {
            throw Problem.forbidden(
                    "The socket has not all of these channels; leave 'channel' out or ask for its own.");
        }
        return socket.isPresent();
    }

    private Optional<Claim> claim(String id) {
        try {
            return claimInMongo(id);
        } catch (Unavailable e) {
            return Optional.of(claimKnown(known(id, e)));
        }
    }

    private Optional<Claim> claimInMongo(String id) {
        String stream = RandomIds.next();
        CompletableFuture<Void> loss = claims.expect(stream);
        Optional<Claim> claim = Optional.empty();
        try {
            claim = Optional.ofNullable(take(id, stream)).map(former -> held(former, stream, loss));
            return claim;
        } finally {
            if (claim.isEmpty()) {
                claims.forget(stream, loss);
            }
        }
    }

    /** Under the name of the claim that it had here, which is what MongoDB knows; the next renewal sees to it. */
    private Claim claimKnown(KnownSockets.Known socket) {
        String stream = socket.stream() == null ? RandomIds.next() : socket.stream();
        return hold(new Claim(socket.socket(), stream, claims.expect(stream)));
    }

    private @Nullable Document take(String id, String stream) {
        Document wanted = TicketDocument.living(id, lifetime.horizon());
        Bson held = combine(
                set(TicketDocument.BROKER, node),
                set(TicketDocument.STREAM, stream),
                set(TicketDocument.LAPSES_AT, lifetime.end(lifetime.now())));
        return mongo.call(tickets, () -> tickets.findOneAndUpdate(wanted, held));
    }

    private Claim held(Document former, String stream, CompletableFuture<Void> loss) {
        endings.endStream(former.getString(TicketDocument.STREAM));
        return hold(new Claim(TicketDocument.read(former), stream, loss));
    }

    private Claim hold(Claim claim) {
        claims.hold(claim);
        known.forget(claim.socket().id());
        changes.fire(new StreamChange(claim.socket(), true));
        return claim;
    }

    /** Ends a user's socket and its stream, on whichever node; false where the user has no such socket. */
    boolean end(String user, String id) {
        Document wanted = new Document(TicketDocument.ID, id).append(TicketDocument.USER, user);
        Optional<Document> ended = Optional.ofNullable(mongo.call(tickets, () -> tickets.findOneAndDelete(wanted)));
        ended.ifPresent(document -> endings.endSocket(id, document.getString(TicketDocument.STREAM)));
        return ended.isPresent();
    }

    /**
     * Ends every socket with a channel, and their streams, on all nodes.
     *
     * @param channel of one user, or of everyone
     */
    void endAll(ChannelId channel) {
        Document wanted = new Document(TicketDocument.CHANNELS, channel.name());
        if (channel.user() != null) {
            wanted.append(TicketDocument.USER, channel.user());
        }
        mongo.call(tickets, () -> tickets.deleteMany(wanted));
        endings.endStreams(channel);
    }
}
