package dev.eventsource.broker.bench.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventsource.broker.bench.feed.FeedPort;
import dev.eventsource.broker.bench.listener.Tap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The server of this package, as a program of its own. */
public final class Floor {
    public static final String HTTP_PORT = "bench.floor.http.port";
    public static final String FEED_PORT = "bench.floor.feed.port";
    public static final String COALESCING = "bench.floor.coalescing";

    /** Where it takes events over AMQP, if it does. */
    public static final String EXCHANGE = "bench.floor";

    private static final String DATA = "\"data\":\"";

    private static final int BACKLOG = 4_096;

    private final boolean coalescing = Boolean.getBoolean(COALESCING);
    private final FloorLog log = new FloorLog();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(4_096);
    private final List<FloorConnection> connections = new ArrayList<>();
    private final AtomicBoolean fed = new AtomicBoolean();
    private final Selector selector;
    private final ServerSocketChannel server;

    private Floor() throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger(HTTP_PORT)), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws Exception {
        var floor = new Floor();
        FeedPort.open(FEED_PORT, (channel, data) -> floor.append(data));
        if (System.getProperty(Tap.AMQP_URL) != null) {
            Tap.open(EXCHANGE, body -> floor.append(data(new String(body, US_ASCII))));
        }
        floor.run();
    }

    /** The last field of an event as the benchmark publishes it, which holds nothing that JSON escapes. */
    private static String data(String json) {
        return json.substring(json.indexOf(DATA) + DATA.length(), json.lastIndexOf('"'));
    }

    /** Called by the thread of the feed that is used; all else is the selector's. */
    private void append(String data) {
        log.append(("id: @000000000000-" + log.size() + "\ndata: " + data + "\n\n").getBytes(US_ASCII));
        if (fed.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    private void run() throws IOException {
        while (true) {
            selector.select(this::handle);
            if (fed.getAndSet(false)) {
                connections.removeIf(connection -> !connection.attempt(FloorConnection::advance));
            }
        }
    }

    private void handle(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
        } else if (key.attachment() instanceof FloorConnection connection) {
            connection.attempt(key.isReadable() ? ready -> ready.read(scratch) : FloorConnection::advance);
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                var connection = new FloorConnection(channel, key, log, coalescing);
                key.attach(connection);
                connections.add(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
