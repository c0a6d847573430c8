package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.json.Json;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What became of several events. */
class ResultsTest {
    private static final CompletionStage<Response> TAKEN =
            CompletableFuture.completedFuture(Response.ok("{\"id\":\"1\"}").build());

    @Test
    void tellOfEachWhatBecameOfItWhereRabbitMqFailsInTheMidst() {
        Response answer = join(List.of(TAKEN, refused(Obstacle.NOT_TAKEN), TAKEN));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getEntity().toString())
                .startsWith("{\"accepted\":2,\"refused\":1,\"results\":[{\"id\":\"1\"},{\"type\":\"about:blank\",")
                .contains("\"status\":503,", "send it again")
                .endsWith(",\"retry_after\":2},{\"id\":\"1\"}]}");
    }

    /** As the call of its own would say in its head. */
    @Test
    void sayOfEachWhenToSendItAgain() {
        CompletionStage<Response> tooMany = Results.one(() -> {
            throw Problem.tooMany("x", 7);
        });
        assertThat(join(List.of(TAKEN, tooMany)).getEntity().toString())
                .endsWith("\"status\":429,\"detail\":\"x\",\"retry_after\":7}]}");
    }

    /** In which %d has digits that JSON does not know. */
    @Test
    void countInDigitsOfAsciiWhateverTheServersLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat("%d".formatted(1)).isNotEqualTo("1");
            assertThat(join(List.of(TAKEN)).getEntity().toString()).startsWith("{\"accepted\":1,\"refused\":0,");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Room for it is taken before it is known what becomes of them. */
    @Test
    void areNoLongerThanIsSaidBefore() {
        String id = "\u0001".repeat(255);
        String object = "{\"channel\":\"c\",\"data\":\"d\",\"id\":\"" + "\\u0001".repeat(255) + "\"}";
        Response taken = Response.ok(
                        Json.createObjectBuilder().add("id", id).build().toString())
                .build();
        assertThat((long) length(List.of(CompletableFuture.completedFuture(taken))))
                .isLessThanOrEqualTo(Results.longest(List.of(object)));
        CompletionStage<Response> unknown = Results.one(() -> {
            throw Problem.unprocessable(
                    "The key was used for another event; send this one under a key of its own, or exactly what was sent.");
        });
        assertThat((long) length(List.of(unknown))).isLessThanOrEqualTo(Results.longest(List.of("{}")));
        CompletionStage<Response> ofAnother = CompletableFuture.completedFuture(taken);
        assertThat((long) length(List.of(ofAnother)))
                .isLessThanOrEqualTo(Results.longest(List.of("{\"idempotency_key\":\"k\"}")));
        for (Obstacle obstacle : Obstacle.values()) {
            assertThat((long) length(List.of(refused(obstacle), TAKEN))).isLessThanOrEqualTo(Results.longest(2));
        }
    }

    private static int length(List<CompletionStage<Response>> each) {
        return join(each).getEntity().toString().length();
    }

    @Test
    void areNoneWhereAllWasInVain() {
        Response answer = join(List.of(refused(Obstacle.AWAY), refused(Obstacle.AWAY)));
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isNotNull();
    }

    @Test
    void waitForTheLast() {
        CompletableFuture<Response> late = new CompletableFuture<>();
        CompletableFuture<Response> answer = Results.of(List.of(TAKEN, late)).toCompletableFuture();
        assertThat(answer).isNotDone();
        late.complete(Response.ok("{\"id\":\"2\"}").build());
        assertThat(answer.join().getEntity())
                .isEqualTo("{\"accepted\":2,\"refused\":0,\"results\":[{\"id\":\"1\"},{\"id\":\"2\"}]}");
    }

    private static CompletionStage<Response> refused(Obstacle reason) {
        return Results.one(() -> {
            throw reason.unavailable();
        });
    }

    @Test
    void sayWhatIsWrongWithAnEvent() {
        Response refused = Results.one(() -> {
                    throw Problem.badRequest("x");
                })
                .toCompletableFuture()
                .join();
        assertThat(refused.getStatus()).isEqualTo(400);
    }

    private static Response join(List<CompletionStage<Response>> each) {
        return Results.of(each).toCompletableFuture().join();
    }
}
