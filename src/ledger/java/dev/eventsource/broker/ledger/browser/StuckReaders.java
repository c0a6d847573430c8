package dev.eventsource.broker.ledger.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.cluster.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Pages that have opened a stream and never read from it. One thread opens and closes them. */
public final class StuckReaders implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 16 << 10;
    private static final int LONGEST_CONNECT_MILLIS = 5_000;

    private final Tickets tickets = new Tickets();
    private final List<Socket> sockets = new ArrayList<>();

    /** Readers of a channel; fewer than asked for where a node does not take them. */
    public StuckReaders(Health health, String channel, int count) {
        for (int i = 0; i < count; i++) {
            Node node = health.pick();
            tickets.open(node, List.of(channel)).join().ifPresent(ticket -> open(node, ticket));
        }
    }

    private void open(Node node, String ticket) {
        Socket socket = new Socket();
        sockets.add(socket);
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()), LONGEST_CONNECT_MILLIS);
            String request =
                    "GET /eventsource?socket=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n".formatted(ticket, node.port());
            socket.getOutputStream().write(request.getBytes(US_ASCII));
        } catch (IOException e) {
            // Something else is being done to the node, and the others are enough.
        }
    }

    /** How many have a stream, or an answer at least. */
    public long open() {
        return sockets.stream().filter(StuckReaders::isAnswered).count();
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException alreadyBroken) {
                // Which is what was wanted.
            }
        }
    }
}
