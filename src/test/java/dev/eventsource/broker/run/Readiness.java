package dev.eventsource.broker.run;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Whether the broker says that it serves, and what it complains of. */
final class Readiness {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final int UNAVAILABLE = 503;

    private final URI status;
    private final URI ready;
    private final Duration longestStart;
    private final Duration longestComplaint;

    /** Of a broker on that port; what it still complains of after so long stays until somebody mends it. */
    Readiness(int httpPort, Duration longestStart, Duration longestComplaint) {
        this.status = URI.create("http://127.0.0.1:" + httpPort + "/status");
        this.ready = URI.create(status + "/ready");
        this.longestStart = longestStart;
        this.longestComplaint = longestComplaint;
    }

    /** Waits until it serves; returns what is not as it should be even so, in the words of {@code /status}. */
    List<String> await() {
        boolean serves = comes(longestStart, () -> ask(ready).statusCode() != UNAVAILABLE);
        if (serves && comes(longestComplaint, () -> ask(status).statusCode() != UNAVAILABLE)) {
            return List.of();
        }
        try {
            return complaints(ask(status).body());
        } catch (IOException | InterruptedException | JsonException e) {
            throw new CannotRun("The broker does not answer at " + status + "; what it has logged says why.");
        }
    }

    private static boolean comes(Duration longest, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .atMost(longest)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static HttpResponse<String> ask(URI uri) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri).timeout(LONGEST_ANSWER).build(), BodyHandlers.ofString());
    }

    private static List<String> complaints(String status) {
        try (JsonReader reader = Json.createReader(new StringReader(status))) {
            JsonObject all = reader.readObject();
            List<String> complaints = new ArrayList<>();
            List.of("rabbitmq", "mongodb").forEach(server -> add(complaints, server, all));
            JsonObject parts = all.getJsonObject("parts");
            parts.keySet().forEach(part -> add(complaints, part, parts));
            return complaints;
        }
    }

    private static void add(List<String> complaints, String part, JsonObject words) {
        String word = words.getString(part);
        if (!word.equals("OK")) {
            complaints.add(part + ": " + word);
        }
    }
}
