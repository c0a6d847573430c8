package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A user's server that is told of its channels, and keeps what it is told of each. */
public final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, BlockingQueue<Call>> taken = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private record Call(String timestamp, String signature, String body) {
        JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }
    }

    public WebhookReceiver() {
        this(null);
    }

    /** Whose certificate is for {@code localhost}. */
    public WebhookReceiver(@Nullable SSLContext tls) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            server = tls == null ? HttpServer.create(any, 0) : encrypting(HttpsServer.create(any, 0), tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/hook", this::take);
        server.start();
    }

    private static HttpServer encrypting(HttpsServer server, SSLContext tls) {
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    public String url() {
        String origin = server instanceof HttpsServer ? "https://localhost:" : "http://127.0.0.1:";
        return origin + server.getAddress().getPort() + "/hook";
    }

    /** Answers the next call of this channel with a failure. */
    public void failOnce(String channel) {
        failing.add(channel);
    }

    private void take(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestHeaders().getFirst("EventSource-Timestamp"),
                exchange.getRequestHeaders().getFirst("EventSource-Signature"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String channel = call.json().getString("channel");
        calls.computeIfAbsent(channel, first -> new AtomicInteger()).incrementAndGet();
        boolean fails = failing.remove(channel);
        if (!fails) {
            of(channel).add(call);
        }
        exchange.sendResponseHeaders(fails ? 500 : 204, -1);
        exchange.close();
    }

    private BlockingQueue<Call> of(String channel) {
        return taken.computeIfAbsent(channel, first -> new LinkedBlockingQueue<>());
    }

    /** What it is told next of a channel, once it has proven that the broker says it. */
    public String next(String channel, String secret) {
        try {
            Call call = of(channel).poll(30, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("no call in time");
            }
            assertThat(call.signature()).isEqualTo("sha256=" + hmac(secret, call.timestamp() + "." + call.body()));
            assertThat(call.timestamp()).matches("\\d{10}");
            assertThat(call.json().getString("id")).isNotBlank();
            return call.json().getString("event");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How often it was called about a channel, failures counted. */
    public int callsOf(String channel) {
        return calls.getOrDefault(channel, new AtomicInteger()).get();
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
