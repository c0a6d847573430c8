package dev.eventsource.broker.ledger.cluster;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Who subscribes to the hub, as the nodes say. One thread asks. */
public final class Roster {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final Duration TOKENS_LIFE = Duration.ofMinutes(1);
    private static final Pattern SUBSCRIPTION = Pattern.compile("\"type\":\"[Ss]ubscription\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_ANSWER)
            .build();
    private final List<Node> nodes;

    Roster(List<Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * Whether each node lists nearly all of so many subscriptions, and none besides: what a node that was killed has left is gone.
     * A few are away, because their tokens have just ended.
     */
    public boolean isOfThoseAlone(int subscriptions) {
        return nodes.stream()
                .map(this::listed)
                .allMatch(listed -> listed <= subscriptions && listed >= subscriptions * 3 / 4);
    }

    /** How many subscriptions a node lists, of both drafts. */
    private long listed(Node node) {
        Instant end = Instant.now().plus(TOKENS_LIFE);
        return listed(node, Hub.subscriber(end)) + listed(node, Hub.accessOfSubscriber(end));
    }

    /** How many of a token's draft; none where the node does not answer. */
    private long listed(Node node, String token) {
        HttpRequest request = HttpRequest.newBuilder(node.uri(Hub.PATH + "/subscriptions"))
                .timeout(LONGEST_ANSWER)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return SUBSCRIPTION.matcher(answer.body()).results().count();
        } catch (IOException notNow) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
