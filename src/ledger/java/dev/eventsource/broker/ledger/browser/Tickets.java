package dev.eventsource.broker.ledger.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Node;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages' server: opens a socket for a page that asks. Any thread may call. */
final class Tickets {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final Pattern SOCKET = Pattern.compile("\"socket\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_ANSWER)
            .build();

    /** The id of a new socket; empty where the node gives none. Completed by a thread of the client's. */
    CompletableFuture<Optional<String>> open(Node node, Collection<String> channels) {
        String credentials = Cluster.USER.key() + ":" + Cluster.USER.secret();
        String form = channels.stream().map(channel -> "channel=" + channel).collect(joining("&"));
        HttpRequest request = HttpRequest.newBuilder(node.uri("/socket"))
                .timeout(LONGEST_ANSWER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString(form))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(Tickets::socket)
                .exceptionally(failure -> Optional.empty());
    }

    private static Optional<String> socket(HttpResponse<String> answer) {
        Matcher socket = SOCKET.matcher(answer.body());
        return answer.statusCode() == 200 && socket.find() ? Optional.of(socket.group(1)) : Optional.empty();
    }
}
