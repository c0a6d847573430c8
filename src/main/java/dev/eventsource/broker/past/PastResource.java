package dev.eventsource.broker.past;

import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code GET /channel/C/events}: a user, or whoever has a token for it, asks what is held of a channel's events. */
@Path("channel/{channel}/events")
public class PastResource {
    @Inject
    PastCalls calls;

    @Inject
    Cors cors;

    @GET
    public CompletionStage<Response> read(
            @PathParam("channel") String channel, @Context UriInfo uri, @Context HttpServletRequest request) {
        return calls.read(channel, request, Parameters.of(uri));
    }

    /** Answers a preflight of a page that has a token. */
    @OPTIONS
    public Response preflight(
            @HeaderParam("Origin") @Nullable String origin,
            @HeaderParam("Access-Control-Request-Headers") @Nullable String headers) {
        return cors.preflightOfToken(origin, "GET", headers);
    }
}
