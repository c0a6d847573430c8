package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Answers;
import dev.eventsource.broker.ledger.event.Message;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code POST /event} with an {@code Idempotency-Key}: the same call, made to whichever nodes, until one answers. What is
 * answered but that it is to be sent again is noted for the judge. Any thread may call.
 */
record OnceCall(HttpClient http, Answers answers, Message message) {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    /** The broker cannot now, or the server of a node that is starting or ending has no broker. */
    private static final Set<Integer> AGAIN = Set.of(404, 500, 502, 503);

    /** Makes the call to a node; whether that answered with an id. */
    CompletableFuture<Boolean> to(Node node) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(HttpOutlet.request(node, HttpOutlet.form(message)), (name, value) -> true);
        request.header("Idempotency-Key", '"' + key() + '"');
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(this::take)
                .exceptionally(notConfirmed -> false);
    }

    private String key() {
        return String.join(".", message.line().publisher(), message.line().channel(), String.valueOf(message.number()));
    }

    private boolean take(HttpResponse<String> answer) {
        Matcher id = ID.matcher(answer.body());
        boolean isConfirmed = answer.statusCode() == 200 && id.find();
        if (isConfirmed) {
            answers.note(key(), id.group(1));
            message.noteConfirmed(id.group(1));
        } else if (!AGAIN.contains(answer.statusCode())) {
            answers.note(key(), answer.statusCode() + " " + answer.body());
        }
        return isConfirmed;
    }
}
