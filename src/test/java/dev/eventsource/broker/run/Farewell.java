package dev.eventsource.broker.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Has the broker send its browsers away before it ends, as an operator does before a server is stopped. */
final class Farewell {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String NOBODY_LEFT = "{\"connections\":0}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest drain;

    /** @param adminToken empty where a call from loopback is enough */
    Farewell(int httpPort, String adminToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/drain"))
                .timeout(LONGEST_ANSWER)
                .POST(BodyPublishers.noBody());
        drain = (adminToken.isEmpty() ? request : request.header("Authorization", "Bearer " + adminToken)).build();
    }

    /** Returns once nobody is left, a minute has passed, or the broker does not answer. */
    void say() {
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            while (isAnybodyLeft() && System.nanoTime() < end) {
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (IOException e) {
            System.err.println("The broker was not drained: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAnybodyLeft() throws IOException, InterruptedException {
        var answer = client.send(drain, BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException("POST /drain answered " + answer.statusCode());
        }
        return !answer.body().equals(NOBODY_LEFT);
    }
}
