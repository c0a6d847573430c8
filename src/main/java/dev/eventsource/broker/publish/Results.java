package dev.eventsource.broker.publish;

import dev.eventsource.broker.http.ProblemMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What became of several events that one call publishes, each as a call of its own would have been answered. Any thread may call. */
final class Results {
    private static final int UNAVAILABLE = Response.Status.SERVICE_UNAVAILABLE.getStatusCode();

    /** Longer than what is said of an event that is refused, but for some words of its own. */
    private static final int LONGEST_PROBLEM = 400;

    /** An event's id, each byte of it as JSON has it at most. */
    private static final int LONGEST_ID = 6 * 255;

    private static final int AROUND = 100;

    private Results() {}

    /** How long the answer to so many events is at most that have no ids of their own. */
    static long longest(int events) {
        return AROUND + (long) events * LONGEST_PROBLEM;
    }

    /** How long the answer to events is at most, each of which a JSON object says. */
    static long longest(List<String> objects) {
        return AROUND
                + objects.stream()
                        .mapToLong(object -> Math.max(LONGEST_PROBLEM, longestId(object) + AROUND))
                        .sum();
    }

    /** It is one of its own, or one that the first under its key may have brought; names may be written by code points. */
    private static long longestId(String object) {
        if (object.contains("\"idempotency_key\"") || object.contains("\\u")) {
            return LONGEST_ID;
        }
        return object.contains("\"id\"") ? Math.min(LONGEST_ID, 6L * object.length()) : 0;
    }

    /** The answer for one event; a problem where it is refused at once too. */
    static CompletionStage<Response> one(Supplier<CompletionStage<Response>> publish) {
        try {
            return publish.get();
        } catch (RuntimeException refusal) {
            return CompletableFuture.completedFuture(ProblemMapper.ofStage(refusal));
        }
    }

    /** The answer of all, in their order, when there is one for each; where all were in vain for want of RabbitMQ, that of the first. */
    static CompletionStage<Response> of(List<CompletionStage<Response>> each) {
        CompletableFuture<?>[] all =
                each.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all)
                .thenApply(done -> answer(each.stream()
                        .map(stage -> stage.toCompletableFuture().join())
                        .toList()));
    }

    private static Response answer(List<Response> each) {
        boolean isInVain = each.stream().allMatch(answer -> answer.getStatus() == UNAVAILABLE);
        return isInVain ? each.get(0) : listing(each);
    }

    /** An object of JSON; what a call of its own would say in its head, when to send again, is a member here. */
    private static String result(Response answer) {
        String object = answer.getEntity().toString();
        String seconds = answer.getHeaderString(HttpHeaders.RETRY_AFTER);
        return seconds == null
                ? object
                : object.substring(0, object.length() - 1) + ",\"retry_after\":" + seconds + "}";
    }

    private static Response listing(List<Response> each) {
        long accepted =
                each.stream().filter(answer -> answer.getStatus() == 200).count();
        String results = each.stream().map(Results::result).collect(Collectors.joining(","));
        // Not in the digits of the server's language.
        String all = "{\"accepted\":" + accepted + ",\"refused\":" + (each.size() - accepted) + ",\"results\":["
                + results + "]}";
        return Response.ok(all, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
