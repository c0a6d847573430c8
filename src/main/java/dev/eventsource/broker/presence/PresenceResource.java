package dev.eventsource.broker.presence;

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

/** {@code GET /channel/C/users}: a user asks who is on a channel of its own, on all nodes; an operator, on any user's. */
@Path("channel/{channel}/users")
public class PresenceResource {
    @Inject
    PresenceCalls calls;

    @Inject
    Cors cors;

    @GET
    public CompletionStage<Response> list(
            @PathParam("channel") String channel, @Context UriInfo uri, @Context HttpServletRequest request) {
        return calls.list(channel, request, Parameters.of(uri));
    }

    @GET
    @Path("count")
    public CompletionStage<Response> count(
            @PathParam("channel") String channel, @Context UriInfo uri, @Context HttpServletRequest request) {
        return calls.count(channel, request, Parameters.of(uri));
    }

    /** Answers a preflight of a page that has a token. */
    @OPTIONS
    public Response preflight(
            @HeaderParam("Origin") @Nullable String origin,
            @HeaderParam("Access-Control-Request-Headers") @Nullable String headers) {
        return cors.preflightOfToken(origin, "GET", headers);
    }

    @OPTIONS
    @Path("count")
    public Response preflightOfCount(
            @HeaderParam("Origin") @Nullable String origin,
            @HeaderParam("Access-Control-Request-Headers") @Nullable String headers) {
        return preflight(origin, headers);
    }
}
