package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;

/** {@code POST /socket}: a user's server opens a socket for one of its pages. */
@Path("socket")
public class SocketResource {
    @Inject
    SocketCalls calls;

    @POST
    public CompletionStage<Response> open(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServletRequest request, InputStream body) {
        return calls.open(Parameters.of(uri, headers, body, SocketCalls.MAX_BODY_BYTES), request);
    }
}
