package dev.eventsource.broker.token;

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

/** {@code POST /token/revoke}: a user, or an operator, has tokens believed no longer. */
@Path("token/revoke")
public class RevocationResource {
    @Inject
    RevocationCalls calls;

    @POST
    public CompletionStage<Response> revoke(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServletRequest request, InputStream body) {
        return calls.revoke(request, Parameters.of(uri, headers, body, RevocationCalls.MAX_BODY_BYTES));
    }
}
