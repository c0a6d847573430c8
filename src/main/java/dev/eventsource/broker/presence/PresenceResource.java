package dev.eventsource.broker.presence;

import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;

/** {@code GET /channel/C/users}: a user asks who is on a channel of its own, on all nodes; an operator, on any user's. */
@Path("channel/{channel}/users")
public class PresenceResource {
    @Inject
    PresenceCalls calls;

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
}
