package dev.eventsource.broker.stats;

import dev.eventsource.broker.access.Ownership;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.mongo.Questions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The calls that ask what was delivered, which are answered when MongoDB says so. Any thread may call. */
@Singleton
class StatsCalls {
    private static final Pattern PATH = Pattern.compile("/stats/?");
    private static final int BUCKETS = 60;

    private final Ownership ownership;
    private final Buckets buckets;
    private final Questions questions;

    @Inject
    StatsCalls(Ownership ownership, Buckets buckets, Questions questions) {
        this.ownership = ownership;
        this.buckets = buckets;
        this.questions = questions;
    }

    /** The latest {@code buckets} (60) of the length {@code interval} (1m), oldest first, without the empty ones. */
    CompletionStage<Response> show(HttpServletRequest request, Parameters parameters) {
        return ownership
                .require(request, parameters)
                .thenCompose(user -> show(user, parameters))
                .exceptionally(ProblemMapper::ofStage);
    }

    private CompletionStage<Response> show(String user, Parameters parameters) {
        Interval interval = Interval.of(parameters.find("interval").orElse("1m"))
                .orElseThrow(() -> Problem.badRequest("interval takes 10s, 1m, 5m, 1h or 1d."));
        int count = parameters.number("buckets", 1, interval.kept(), BUCKETS);
        return questions.ask(user, () -> read(user, interval, count));
    }

    private Response read(String user, Interval interval, int count) {
        long first = interval.bucket(Instant.now().getEpochSecond()) - count + 1;
        JsonArrayBuilder deliveries = Json.createArrayBuilder();
        buckets.read(interval, user, first)
                .forEach((bucket, delivered) -> deliveries.add(Json.createObjectBuilder()
                        .add(
                                "from",
                                Instant.ofEpochSecond(interval.begin(bucket)).toString())
                        .add("count", delivered)));
        return JsonAnswer.of(Json.createObjectBuilder()
                        .add("user", user)
                        .add("interval", interval.text())
                        .add("deliveries", deliveries)
                        .build())
                .build();
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("GET", PATH, none -> show(call.head(), call.query()));
    }
}
