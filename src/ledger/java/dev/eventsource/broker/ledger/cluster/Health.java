package dev.eventsource.broker.ledger.cluster;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a load balancer does: asks every node now and then, and sends nobody to one that has no answer, be it that it is
 * starting, dead or frozen. Any thread may ask for a node.
 */
public final class Health implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    private static final int NONE = 0;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_ANSWER)
            .build();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "ledger-health"));
    private final List<Node> nodes;
    private final Map<Node, Integer> statuses = new ConcurrentHashMap<>();

    Health(List<Node> nodes) {
        this.nodes = nodes;
        var unused = clock.scheduleWithFixedDelay(this::askAll, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void askAll() {
        nodes.forEach(this::ask);
    }

    private void ask(Node node) {
        HttpRequest status = HttpRequest.newBuilder(node.uri("/status"))
                .timeout(LONGEST_ANSWER)
                .build();
        var unused = http.sendAsync(status, BodyHandlers.ofString())
                .thenApply(Health::brokersStatus)
                .exceptionally(failure -> NONE)
                .thenAccept(answer -> statuses.put(node, answer));
    }

    /** A server without the broker answers as well, and in HTML. */
    private static int brokersStatus(HttpResponse<String> answer) {
        return answer.body().startsWith("<") ? NONE : answer.statusCode();
    }

    /** A node at random, of those that are ready; where none is, of those whose broker answers; else any. */
    public Node pick() {
        for (int least : List.of(200, 503)) {
            List<Node> fit =
                    nodes.stream().filter(node -> isAtLeast(node, least)).toList();
            if (!fit.isEmpty()) {
                return any(fit);
            }
        }
        return any(nodes);
    }

    private boolean isAtLeast(Node node, int wanted) {
        int status = statuses.getOrDefault(node, NONE);
        return status == 200 || status == wanted;
    }

    private static Node any(List<Node> nodes) {
        return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
    }

    /** Whether a node says that it serves. */
    public boolean isReady(Node node) {
        return statuses.getOrDefault(node, NONE) == 200;
    }

    /** Forgets what a node has said, for something is about to be done to it. */
    public void forget(Node node) {
        statuses.remove(node);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
