package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A collector of OpenTelemetry's: takes spans by OTLP over HTTP, and looks into their bytes without a parser. */
final class SpanReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<String> taken = new CopyOnWriteArrayList<>();

    SpanReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            taken.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many spans it was sent that have these bytes, such as those of their trace's id. */
    long count(byte[] bytes) {
        Pattern text = Pattern.compile(Pattern.quote(new String(bytes, ISO_8859_1)));
        return taken.stream().flatMap(body -> text.matcher(body).results()).count();
    }

    /** The body of the request that has these bytes. */
    String bodyWith(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        return taken.stream().filter(body -> body.contains(text)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
