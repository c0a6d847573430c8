package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.eventsource.broker.it.support.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Clients each of which has begun a request, sends the rest of it a byte at a time, and reads nothing. One thread uses them. */
final class SlowClients implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 4 << 10;

    private final List<Socket> sockets = new ArrayList<>();

    /** So many more of them, which have sent this much. */
    SlowClients add(int count, String begun) {
        URI broker = Broker.uri("/");
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setReceiveBufferSize(RECEIVE_BUFFER);
                socket.connect(new InetSocketAddress(broker.getHost(), broker.getPort()));
                send(socket, begun);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A head with so many bytes announced, and the first of them. */
    static String body(String call, int length, String... headers) {
        String lines = String.join(
                "", List.of(headers).stream().map(line -> line + "\r\n").toList());
        return "%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n%sContent-Length: %d\r\n\r\nd"
                .formatted(call, Broker.uri("/").getAuthority(), lines, length);
    }

    /** Sends the next byte of each that the server has not given up. */
    void drip() {
        send("d");
    }

    /** Sends so much more from each. */
    void send(String more) {
        sockets.forEach(socket -> send(socket, more));
    }

    private static void send(Socket socket, String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        } catch (IOException givenUp) {
            // As the server may.
        }
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
