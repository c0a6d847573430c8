package dev.eventsource.broker.presence;

import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;

/** {@code GET /channel/C/users}: a user asks who is on a channel of its own, on all nodes. */
@Path("channel/{channel}/users")
public class PresenceResource {
    @Inject
    PresenceCalls calls;

    @GET
    public CompletionStage<Response> list(
            @PathParam("channel") String channel, @Context UriInfo uri, @Context HttpHeaders headers) {
        return calls.list(channel, Parameters.of(uri), headers.getHeaderString(HttpHeaders.AUTHORIZATION));
    }

    @GET
    @Path("count")
    public CompletionStage<Response> count(
            @PathParam("channel") String channel, @Context UriInfo uri, @Context HttpHeaders headers) {
        return calls.count(channel, Parameters.of(uri), headers.getHeaderString(HttpHeaders.AUTHORIZATION));
    }
}
