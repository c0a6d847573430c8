package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Moment;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One page with an EventSource: remembers the last event id, honours {@code retry:}, connects again to whichever node, and
 * gets a new ticket from its server when the old one is unknown. Belongs to the loop's thread.
 */
final class Browser implements Connection.Owner {
    private static final long FIRST_RETRY_MILLIS = 3_000;
    private static final long LONGEST_HEAD_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 1_000;

    private final Site site;
    private final Pen pen;
    private final Random random;
    private final long longestSilenceMillis;
    private @Nullable String socket;
    private @Nullable String lastId;
    private @Nullable Connection connection;
    private Node node;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private long awayMillis;
    private long heardAt;
    private boolean isOpen;

    /**
     * What all pages have in common.
     *
     * @param health tells where to connect to
     */
    record Site(Loop loop, Health health, Tickets tickets) {}

    /**
     * A page that was not loaded yet.
     *
     * @param longestSilenceMillis behind which it takes its stream for dead
     */
    Browser(Site site, Pen pen, long longestSilenceMillis, Random random) {
        this.site = site;
        this.pen = pen;
        this.longestSilenceMillis = longestSilenceMillis;
        this.random = random;
        this.node = site.health().pick();
    }

    Pen pen() {
        return pen;
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Gets a ticket, and then a stream. */
    void begin() {
        Node door = site.health().pick();
        var unused = site.tickets()
                .open(door, pen.book().channels())
                .thenAccept(id -> site.loop()
                        .execute(() -> id.ifPresentOrElse(given -> useTicket(given, door), () -> later(this::begin))));
    }

    private void later(Runnable task) {
        site.loop().after(PAUSE_MILLIS / 2 + random.nextLong(PAUSE_MILLIS), task);
    }

    private void useTicket(String given, Node door) {
        socket = given;
        pen.write(new Entry.Ticket(door.name(), lastId == null, Moment.now()));
        later(this::connect);
    }

    private void connect() {
        node = site.health().pick();
        String header = lastId == null ? "" : "Last-Event-ID: " + lastId + "\r\n";
        String request =
                "GET /eventsource?socket=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n%s\r\n"
                        .formatted(socket, node.port(), header);
        try {
            Connection begun = new Connection(site.loop(), node.port(), request, this);
            connection = begun;
            site.loop().after(LONGEST_HEAD_MILLIS, () -> endIfNot(isOpen, begun, "no answer"));
        } catch (IOException e) {
            onEnd("not connected: " + e.getMessage());
        }
    }

    private void endIfNot(boolean well, Connection begun, String cause) {
        if (!well && connection == begun) {
            begun.end(cause);
        }
    }

    @Override
    public void onHead(ResponseReader response) {
        if (response.status() == 200) {
            isOpen = true;
            heardAt = Moment.now();
            pen.begin(node.name(), lastId);
            watch(connection);
        } else if (response.status() == 404 && response.says("application/problem+json")) {
            socket = null;
            pen.write(new Entry.TicketLost(node.name(), Moment.now()));
        } else {
            pen.write(new Entry.Refusal(node.name(), response.status(), Moment.now()));
        }
    }

    /** Takes a stream that is silent for longer than heartbeats allow for a dead one. */
    private void watch(@Nullable Connection watched) {
        if (watched != null && watched == connection) {
            endIfNot(Moment.now() - heardAt < longestSilenceMillis, watched, "silent");
            site.loop().after(PAUSE_MILLIS, () -> watch(watched));
        }
    }

    @Override
    public void onFrame(Frame frame) {
        heardAt = Moment.now();
        if (isOpen && frame.data() != null) {
            pen.take(frame);
            lastId = frame.id() == null ? lastId : frame.id();
        }
    }

    @Override
    public void onEnd(String cause) {
        if (isOpen) {
            pen.write(new Entry.Close(cause, Moment.now()));
        }
        retryMillis =
                connection == null ? retryMillis : connection.retryMillis().orElse(retryMillis);
        connection = null;
        isOpen = false;
        site.loop().after(retryMillis + awayMillis, socket == null ? this::begin : this::connect);
        awayMillis = 0;
    }

    /** Loses its connection in the midst of the next frame. */
    void cut() {
        if (connection != null) {
            connection.cutNext();
        }
    }

    /** Loses its connection, and is away for that long. */
    void leave(long millis) {
        if (connection != null) {
            awayMillis = millis;
            connection.end("left");
        }
    }

    /** Stops reading for that long. */
    void stall(long millis) {
        Connection stalled = connection;
        if (stalled != null && isOpen) {
            pen.write(new Entry.Stall(Moment.now()));
            stalled.setReading(false);
            site.loop().after(millis, () -> stalled.setReading(true));
            heardAt = Moment.now() + millis;
        }
    }
}
