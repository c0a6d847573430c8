package dev.eventsource.broker.socket;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.secret.RandomIds;
import dev.eventsource.broker.user.User;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.bson.Document;
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
    private final NewTickets newTickets;
    private final Finding finding;
    private final Claiming claiming;
    private final KnownSockets known;
    private final Endings endings;
    private final LongAdder opened = new LongAdder();
    private final MongoCollection<Document> tickets;

    @Inject
    Sockets(
            Mongo mongo,
            Lifetime lifetime,
            NewTickets newTickets,
            Finding finding,
            Claiming claiming,
            KnownSockets known,
            Endings endings) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.newTickets = newTickets;
        this.finding = finding;
        this.claiming = claiming;
        this.known = known;
        this.endings = endings;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
    }

    /** Opens a socket: any node finds its ticket once it is here. It comes in a thread that may be kept for a while. */
    public CompletionStage<Socket> open(
            User user,
            List<String> channels,
            List<ChannelPattern> patterns,
            @Nullable String presenceId,
            String position) {
        Instant now = lifetime.now().truncatedTo(ChronoUnit.MILLIS);
        Socket socket = new Socket(
                RandomIds.next(), user.key(), channels, patterns, presenceId, position, now, user.maxConnections());
        return newTickets.write(TicketDocument.write(socket, lifetime.end(now))).thenApply(written -> {
            known.note(socket, null);
            opened.increment();
            return socket;
        });
    }

    /** How many sockets this node has opened since its start. */
    public long opened() {
        return opened.sum();
    }

    /** How long ago a socket was opened, or a little longer: nodes know the time to within some milliseconds. */
    public Duration age(Socket socket) {
        return Duration.between(socket.openedAt(), lifetime.now()).plus(CLOCK_MARGIN);
    }

    /**
     * The socket of this id; a 404 problem where there is none, or it has lapsed. It comes in a thread that may be kept for a
     * while.
     */
    public CompletionStage<Socket> require(String id) {
        return finding.find(id).thenApply(found -> found.orElseThrow(Sockets::unknown));
    }

    /** What a browser is told whose socket no reconnect can help. */
    public static WebApplicationException unknown() {
        return Problem.notFound("The socket is unknown or has lapsed; get a new one from your server.");
    }

    /**
     * Claims a socket for a new stream of these of its channels and patterns; empty where there is no such socket, or it lapsed, and a
     * 403 problem where it has not all of them. The claim that it had is lost, on whichever node. It comes in a thread that
     * may be kept for a while.
     *
     * @param channels some of those that it has by name or by pattern
     * @param patterns some of those that it has; neither of both: all that it has
     */
    public CompletionStage<Optional<Claim>> claim(String id, List<String> channels, List<ChannelPattern> patterns) {
        return claiming.claim(new WantedClaim(id, channels, patterns));
    }

    /**
     * Ends a socket and its stream, on whichever node; false where its owner has none such.
     *
     * @param owner empty: whoever has it
     */
    boolean end(Optional<String> owner, String id) {
        Document wanted = new Document(TicketDocument.ID, id);
        owner.ifPresent(user -> wanted.append(TicketDocument.USER, user));
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
