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

/** {@code DELETE /socket/S}: a user's server ends a socket that it opened, and its stream; an operator any. */
@Path("socket/{socket}")
public class SocketEndResource {
    @Inject
    EndCalls calls;

    @DELETE
    public CompletionStage<Response> end(
            @PathParam("socket") String id, @Context UriInfo uri, @Context HttpServletRequest request) {
        return calls.ofSocket(id, request, Parameters.of(uri));
    }
}
