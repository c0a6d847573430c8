package dev.eventsource.broker.socket;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.event.ChannelId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Tickets: sockets as documents of MongoDB, and how those are found. */
final class TicketDocument {
    static final String COLLECTION = "connections";
    static final String ID = "_id";
    static final String USER = "user_id";
    static final String CHANNELS = "channels";
    static final String BROKER = "broker";
    static final String STREAM = "stream";
    static final String LAPSES_AT = "disconnect_at";

    private static final String PATTERNS = "patterns";
    private static final String MAX_CONNECTIONS = "max_connections";

    /**
     * A node of a release that knows no patterns would open the stream without them, in silence. By this it has no room for
     * it, and has the browser come back until it comes to a node that knows them.
     */
    private static final int NO_ROOM = -1;

    /** Where the number stands instead. */
    private static final String MAX_CONNECTIONS_WITH_PATTERNS = "max_connections_with_patterns";

    private TicketDocument() {}

    static Document write(Socket socket, Date lapsesAt) {
        Document ticket = new Document(ID, socket.id())
                .append(USER, socket.user())
                .append("channel", socket.ownChannel().map(ChannelId::name).orElse(null))
                .append(CHANNELS, socket.channels())
                .append("presence_id", socket.presenceId())
                .append("position", socket.position())
                .append("opened_at", Date.from(socket.openedAt()))
                .append(MAX_CONNECTIONS, socket.maxConnections())
                .append(LAPSES_AT, lapsesAt);
        return socket.patterns().isEmpty() ? ticket : withPatterns(ticket, socket);
    }

    private static Document withPatterns(Document ticket, Socket socket) {
        return ticket.append(PATTERNS, ChannelPattern.texts(socket.patterns()))
                .append(MAX_CONNECTIONS, NO_ROOM)
                .append(MAX_CONNECTIONS_WITH_PATTERNS, socket.maxConnections());
    }

    static Socket read(Document document) {
        List<String> patterns = document.getList(PATTERNS, String.class, List.of());
        return new Socket(
                document.getString(ID),
                document.getString(USER),
                document.getList(CHANNELS, String.class),
                patterns.stream().map(ChannelPattern::parse).toList(),
                document.getString("presence_id"),
                document.getString("position"),
                document.getDate("opened_at").toInstant(),
                document.getInteger(patterns.isEmpty() ? MAX_CONNECTIONS : MAX_CONNECTIONS_WITH_PATTERNS));
    }

    static Ticket readTicket(Document document) {
        boolean hasStream = document.getString(STREAM) != null;
        Instant lapsesAt = document.getDate(LAPSES_AT).toInstant();
        return new Ticket(read(document), hasStream ? document.getString(BROKER) : null, lapsesAt);
    }

    /** A plain document: in a {@code $and}, some servers that speak MongoDB's protocol do not find the id's index. */
    static Document living(String id, Instant now) {
        return new Document(ID, id).append(LAPSES_AT, after(now));
    }

    /** Those of these that have not lapsed. */
    static Document living(Collection<String> ids, Instant now) {
        return any(ids).append(LAPSES_AT, after(now));
    }

    private static Document after(Instant now) {
        return new Document("$gt", Date.from(now));
    }

    /** Whichever of these there are. */
    static Document any(Collection<String> ids) {
        return new Document(ID, new Document("$in", List.copyOf(ids)));
    }

    /** The socket, where it has the claim of that name, or none: a released one is nobody's. */
    static Document of(String socket, @Nullable String stream) {
        return new Document(ID, socket).append(STREAM, new Document("$in", Arrays.asList(null, stream)));
    }
}
