package dev.eventsource.broker.stats;

import dev.eventsource.broker.access.Ownership;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.json.Json;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;

/** {@code GET /stats}: what a user's streams were sent, for the user and for operators. */
@Path("stats")
public class StatsResource {
    private static final int BUCKETS = 60;

    @Inject
    Ownership ownership;

    @Inject
    Buckets buckets;

    /** The latest {@code buckets} (60) of the length {@code interval} (1m), oldest first, without the empty ones. */
    @GET
    public Response show(@Context HttpServletRequest request, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String user = ownership.require(request, parameters);
        Interval interval = Interval.of(parameters.find("interval").orElse("1m"))
                .orElseThrow(() -> Problem.badRequest("interval takes 10s, 1m, 5m, 1h or 1d."));
        int count = parameters.number("buckets", 1, interval.kept(), BUCKETS);
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
}
