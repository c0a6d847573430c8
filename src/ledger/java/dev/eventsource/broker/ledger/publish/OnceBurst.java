package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Answers;
import dev.eventsource.broker.ledger.event.Line;
import dev.eventsource.broker.ledger.event.Naming;
import dev.eventsource.broker.ledger.event.Publications;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Many calls to one node at once, each to publish once, and the node killed in their midst. Each caller repeats its call at the
 * other nodes, whether it was answered or not. Any thread may call.
 */
public final class OnceBurst {
    private static final int CALLS = 40;
    private static final int LENGTH = 60;
    private static final int MOST_TRIES = 100;
    private static final long PAUSE_MILLIS = 300;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger callers = new AtomicInteger();
    private final Cluster cluster;
    private final Publications publications;
    private final Answers answers;
    private final String channel;

    OnceBurst(Cluster cluster, Publications publications, Answers answers, String channel) {
        this.cluster = cluster;
        this.publications = publications;
        this.answers = answers;
        this.channel = channel;
    }

    /** Kills the node so long behind the calls' begin, and returns when each was answered by another one. */
    public void kill(Node node, long millis) throws InterruptedException {
        List<OnceCall> calls = Stream.generate(this::call).limit(CALLS).toList();
        List<CompletableFuture<Boolean>> first =
                calls.stream().map(call -> call.to(node)).toList();
        Thread.sleep(millis);
        node.kill();
        first.forEach(CompletableFuture::join);
        for (OnceCall call : calls) {
            repeat(call, node);
        }
    }

    /** A caller of its own, for no two calls that are under way at once are in any order. */
    private OnceCall call() {
        Line line = new Line("caller-" + callers.incrementAndGet(), channel);
        return new OnceCall(http, answers, publications.next(line, Naming.ANSWER, LENGTH));
    }

    private void repeat(OnceCall call, Node killed) throws InterruptedException {
        List<Node> others =
                cluster.nodes().stream().filter(node -> node != killed).toList();
        for (int i = 0; i < MOST_TRIES; i++) {
            if (call.to(others.get(i % others.size())).join()) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException(call.message() + " was published by no other node");
    }
}
