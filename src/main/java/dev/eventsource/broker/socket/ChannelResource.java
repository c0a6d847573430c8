package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;

/** {@code DELETE /channel/C}: its owner, or an operator, ends a channel's sockets and their streams. */
@Path("channel/{channel}")
public class ChannelResource {
    @Inject
    EndCalls calls;

    @DELETE
    public CompletionStage<Response> end(
            @PathParam("channel") String channel, @Context UriInfo uri, @Context HttpServletRequest request) {
        return calls.ofChannel(channel, request, Parameters.of(uri));
    }
}
