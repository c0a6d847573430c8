package dev.eventsource.broker.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** Requests as bytes, for what no HTTP client would send. */
final class RawHttp {
    private static final int LIMIT_MILLIS = 30_000;

    private RawHttp() {}

    /** Whatever the broker sends until it closes the connection; the request has to ask for that. */
    static String send(String request) {
        URI broker = Broker.uri("/");
        try (var socket = new Socket(broker.getHost(), broker.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
