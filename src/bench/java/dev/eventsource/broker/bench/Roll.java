package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;

/** {@code GET /channel/C/users} of one broker. */
record Roll(Broker broker, String channel) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString((Tickets.USER.key() + ":" + Tickets.USER.secret()).getBytes(UTF_8));

    /** How many are listed, each once. */
    int call() {
        URI uri = URI.create("http://127.0.0.1:" + broker.contender().httpPort() + "/channel/" + channel + "/users");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic " + CREDENTIALS)
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            return new HashSet<>(List.of(answer.body().split(","))).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
