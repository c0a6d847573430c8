package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.eventsource.broker.it.support.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Requests whose body never comes to its end. */
public final class SlowRequest {
    private static final int LIMIT_MILLIS = 60_000;
    private static final int DRIP_MILLIS = 500;

    private SlowRequest() {}

    /** What the broker answers to a body of which a byte comes twice a second. */
    public static CompletableFuture<String> dripping() {
        return CompletableFuture.supplyAsync(() -> send(true));
    }

    /** What it answers to one that stops after its first byte. */
    public static CompletableFuture<String> silent() {
        return CompletableFuture.supplyAsync(() -> send(false));
    }

    private static String send(boolean drips) {
        URI broker = Broker.uri("/");
        try (var socket = new Socket(broker.getHost(), broker.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write("""
                    POST /event HTTP/1.1\r
                    Host: %s\r
                    Content-Type: application/x-www-form-urlencoded\r
                    Content-Length: 1000\r
                    \r
                    d""".formatted(broker.getAuthority()).getBytes(ISO_8859_1));
            while (drips && socket.getInputStream().available() == 0) {
                Thread.sleep(DRIP_MILLIS);
                socket.getOutputStream().write('d');
            }
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
