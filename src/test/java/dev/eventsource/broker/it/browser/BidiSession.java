package dev.eventsource.broker.it.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A session of WebDriver BiDi, which Firefox speaks itself: commands and their results over a WebSocket. */
final class BidiSession implements WebSocket.Listener, AutoCloseable {
    private static final int LIMIT_SECONDS = 60;

    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final StringBuilder received = new StringBuilder();
    private final WebSocket socket;

    BidiSession(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
        call(
                "session.new",
                Json.createObjectBuilder()
                        .add("capabilities", Json.createObjectBuilder())
                        .build());
    }

    /** Sends a command and waits for its result. */
    JsonObject call(String method, JsonObject parameters) {
        int id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonObject>();
        waiting.put(id, answer);
        String command = Json.createObjectBuilder()
                .add("id", id)
                .add("method", method)
                .add("params", parameters)
                .build()
                .toString();
        socket.sendText(command, true).join();
        JsonObject message = answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        if (!message.getString("type").equals("success")) {
            throw new IllegalStateException(method + ": " + message);
        }
        return message.getJsonObject("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        received.append(part);
        if (isLast) {
            take(received.toString());
            received.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void take(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject message = reader.readObject();
            var answer = waiting.remove(message.getInt("id", 0));
            if (answer != null) {
                answer.complete(message);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
