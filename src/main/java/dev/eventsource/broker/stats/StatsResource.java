package dev.eventsource.broker.stats;

import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;

/** {@code GET /stats}: what a user's streams were sent, for the user and for operators. */
@Path("stats")
public class StatsResource {
    @Inject
    StatsCalls calls;

    @GET
    public CompletionStage<Response> show(@Context HttpServletRequest request, @Context UriInfo uri) {
        return calls.show(request, Parameters.of(uri));
    }
}
