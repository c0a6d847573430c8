package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** Requests as bytes, for what no HTTP client would send. */
public final class RawHttp {
    private static final int LIMIT_MILLIS = 30_000;

    private RawHttp() {}

    /** Whatever the broker sends until it closes the connection; the request has to ask for that. */
    public static String send(String request) {
        return send(request, "", 0, ' ');
    }

    /** What it sends before the whole request is there: a head and a problem or a block, for it need not close the connection then. */
    public static String problem(String begun) {
        URI broker = Broker.uri("/");
        try (var socket = new Socket(broker.getHost(), broker.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(begun.getBytes(ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            int read = socket.getInputStream().read();
            while (read >= 0 && (char) read != '}' && !answer.toString().endsWith("\n\n")) {
                answer.append((char) read);
                read = socket.getInputStream().read();
            }
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That, of a request that comes in two pieces. */
    public static String send(String begun, String rest) {
        return send(begun, rest, 0, ' ');
    }

    /** That, where the body begins so and is then of one character up to its length. */
    public static String send(String request, String body, int length, char rest) {
        URI broker = Broker.uri("/");
        try (var socket = new Socket(broker.getHost(), broker.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().write(body.getBytes(ISO_8859_1));
            for (int sent = body.length(); sent < length; sent += 1_000) {
                String part = String.valueOf(rest).repeat(Math.min(1_000, length - sent));
                socket.getOutputStream().write(part.getBytes(ISO_8859_1));
            }
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
