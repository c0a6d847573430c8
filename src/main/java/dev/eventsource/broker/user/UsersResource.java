package dev.eventsource.broker.user;

import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;

/** {@code /users}: operators see who there is, and add to them. */
@Path("users")
public class UsersResource {
    @Inject
    UserCalls calls;

    @GET
    public CompletionStage<Response> list(@Context HttpServletRequest request, @Context UriInfo uri) {
        return calls.list(request, () -> Parameters.of(uri));
    }

    @POST
    public CompletionStage<Response> add(
            @Context HttpServletRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return calls.add(request, () -> Parameters.of(uri, headers, body, UserCalls.MAX_BODY_BYTES));
    }
}
