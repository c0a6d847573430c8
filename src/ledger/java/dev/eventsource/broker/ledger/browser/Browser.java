package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Moment;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One page with an EventSource: remembers the last event id, honours {@code retry:}, connects again to whichever node, and
 * gets a new pass from its server when the old one will not do. Belongs to the loop's thread.
 */
final class Browser implements Connection.Owner {
    private static final long FIRST_RETRY_MILLIS = 3_000;
    private static final long LONGEST_HEAD_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Site site;
    private final Pen pen;
    private final Pass pass;
    private final long longestSilenceMillis;
    private @Nullable Connection connection;
    private Node node;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private long awayMillis;
    private long heardAt;
    private long lostAt = NEVER;
    private boolean isOpen;
    private boolean isRenewing;

    /**
     * What all pages have in common.
     *
     * @param health tells where to connect to
     */
    record Site(Loop loop, Health health, Tickets tickets) {}

    /**
     * A page that was not loaded yet.
     *
     * @param pass that it shows
     * @param longestSilenceMillis behind which it takes its stream for dead
     */
    Browser(Site site, Pen pen, Pass pass, long longestSilenceMillis) {
        this.site = site;
        this.pen = pen;
        this.pass = pass;
        this.longestSilenceMillis = longestSilenceMillis;
        this.node = site.health().pick();
    }

    Pen pen() {
        return pen;
    }

    /** Whether it has, or had until so long ago, a stream: one that ends with its token's leaves it for a moment without. */
    boolean hadStream(long millis) {
        return isOpen || Moment.now() - lostAt <= millis;
    }

    /** Gets a pass, if it needs one, and then a stream. */
    void begin() {
        pass.await(this::connect);
    }

    private void connect() {
        node = site.health().pick();
        String place = pen.lastId() == null ? "" : "Last-Event-ID: " + pen.lastId() + "\r\n";
        String request = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n%s%s\r\n"
                .formatted(pass.target(), node.port(), pass.headers(), place);
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
            pen.begin(node.name(), response);
            watch(connection);
        } else if (!response.says("application/problem+json") || !pass.refuse(response, node.name())) {
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
            if (pass.renews(frame) && connection != null) {
                isRenewing = true;
                connection.end("renewed");
            }
        } else if (isOpen && frame.id() != null) {
            pen.takePlace(frame.id());
        }
    }

    @Override
    public void onEnd(String cause) {
        if (isOpen) {
            lostAt = Moment.now();
            pen.write(new Entry.Close(cause, Moment.now()));
        }
        retryMillis =
                connection == null ? retryMillis : connection.retryMillis().orElse(retryMillis);
        connection = null;
        isOpen = false;
        site.loop().after(isRenewing ? 0 : retryMillis + awayMillis, this::begin);
        isRenewing = false;
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
