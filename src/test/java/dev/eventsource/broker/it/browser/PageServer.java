package dev.eventsource.broker.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A site that uses the broker, on a port of its own: it serves pages, and gets their tickets, or signs their tokens, with its secret. */
final class PageServer implements AutoCloseable {
    private static final Map<String, String> TYPES = Map.of("html", "text/html", "js", "text/javascript");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> tickets = new CopyOnWriteArrayList<>();
    private final List<String> forms = new CopyOnWriteArrayList<>();
    private final List<String> csrfTokens = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final URI broker;
    private final HttpServer server;
    private volatile int refusal;

    /** What tokens are for, as JSON. */
    private volatile String grants = "[]";

    PageServer() {
        this(Broker.uri(""));
    }

    /** Whose pages use the broker at that address. */
    PageServer(URI broker) {
        this.broker = broker;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::servePage);
        server.createContext("/es.js", this::serveScript);
        server.createContext("/eshq/socket", this::openTicket);
        server.createContext("/token", this::signToken);
        server.setExecutor(threads);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** The tickets that pages got, in their order. */
    List<String> tickets() {
        return List.copyOf(tickets);
    }

    /** What pages sent for them, form-encoded. */
    List<String> forms() {
        return List.copyOf(forms);
    }

    /** The values of the header X-CSRF-Token that came with it. */
    List<String> csrfTokens() {
        return List.copyOf(csrfTokens);
    }

    /** How many tokens pages got. */
    int tokens() {
        return tokens.get();
    }

    /** Gives tokens that may subscribe to that channel and publish to it. */
    void giveTokens(String channel) {
        grants = "[{\"channel\":\"%s\",\"rights\":[\"subscribe\",\"publish\"]}]".formatted(channel);
    }

    /** Gives tokens that may subscribe to whatever a pattern matches. */
    void giveTokensOfPattern(String pattern) {
        grants = "[{\"pattern\":\"%s\"}]".formatted(pattern);
    }

    /** Refuses tickets and tokens with that status; 0: gives them again. */
    void refuse(int status) {
        refusal = status;
    }

    private void servePage(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        try (InputStream file = PageServer.class.getResourceAsStream("/pages/" + name)) {
            if (file == null) {
                answer(exchange, 404, "text/plain", "");
            } else {
                String type = TYPES.getOrDefault(name.replaceFirst(".*\\.", ""), "text/plain");
                String page = new String(file.readAllBytes(), UTF_8).replace("{broker}", broker.toString());
                answer(exchange, 200, type, page);
            }
        }
    }

    /** The broker's script, as a site's own copy of it. */
    private void serveScript(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "text/javascript",
                Door.get(broker.getPath() + "/es.js").body());
    }

    private void openTicket(HttpExchange exchange) throws IOException {
        if (refusal != 0) {
            answer(exchange, refusal, "text/plain", "refused");
            return;
        }
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        forms.add(form);
        csrfTokens.addAll(exchange.getRequestHeaders().getOrDefault("X-CSRF-Token", List.of()));
        Answer ticket = Site.ALICES.post(broker.getPath() + "/socket", formOf(form));
        if (ticket.status() == 200) {
            tickets.add(ticket.object().getString("socket"));
        }
        answer(exchange, ticket.status(), "application/json", ticket.body());
    }

    /** Good for two seconds or three, and as one of twelve: what has a second of notice, lest that be too short for a busy machine. */
    private void signToken(HttpExchange exchange) throws IOException {
        if (refusal != 0) {
            answer(exchange, refusal, "text/plain", "refused");
            return;
        }
        Instant now = Instant.now();
        Jwt token = Jwt.of(Broker.ALICE.key(), grants, now.plusSeconds(3))
                .with("iat", Long.toString(now.getEpochSecond() - 9))
                .with("jti", "\"" + tokens.incrementAndGet() + "\"");
        answer(exchange, 200, "text/plain", token.signed(Broker.ALICE.secret()));
    }

    private static Form formOf(String body) {
        var namesAndValues = new ArrayList<String>();
        for (String pair : body.split("&", -1)) {
            for (String part : pair.split("=", 2)) {
                namesAndValues.add(URLDecoder.decode(part, UTF_8));
            }
        }
        return new Form(namesAndValues);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", Objects.requireNonNull(type) + ";charset=UTF-8");
        // For scripts of its own that run where they have no origin.
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
