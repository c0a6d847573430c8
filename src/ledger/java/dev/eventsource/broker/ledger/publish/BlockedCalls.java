package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Moment;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code POST /event} answers while RabbitMQ takes no messages: 503 at once, and when to come again. */
public final class BlockedCalls {
    private static final String FORM = "channel=nobody&data=blocked";
    private static final long AT_ONCE_MILLIS = 2_000;

    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Asks each node; what is not as it should be. One that has no answer may be suffering from something else, as may one
     * whose broker is not there.
     */
    public List<String> judge(List<Node> nodes) throws InterruptedException {
        List<String> complaints = new ArrayList<>();
        for (Node node : nodes) {
            judge(node).ifPresent(complaint -> complaints.add(node + " " + complaint));
        }
        return complaints;
    }

    private Optional<String> judge(Node node) throws InterruptedException {
        long asked = Moment.now();
        try {
            HttpResponse<String> answer = http.send(HttpOutlet.request(node, FORM), BodyHandlers.ofString());
            return complaint(answer, Moment.now() - asked);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> complaint(HttpResponse<String> answer, long millis) {
        boolean isBrokers = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        boolean isRight = answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent()
                && millis < AT_ONCE_MILLIS;
        return !isBrokers || isRight
                ? Optional.empty()
                : Optional.of("answers %d after %d ms, Retry-After %s, where RabbitMQ takes nothing"
                        .formatted(
                                answer.statusCode(),
                                millis,
                                answer.headers().firstValue("Retry-After").orElse("missing")));
    }
}
