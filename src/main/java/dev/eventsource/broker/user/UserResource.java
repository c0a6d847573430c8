package dev.eventsource.broker.user;

import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;

/** {@code /users/K}: operators see, change and delete one user, and replace the secret. */
@Path("users/{key}")
public class UserResource {
    @Inject
    UserCalls calls;

    @PathParam("key")
    String key = "";

    @GET
    public CompletionStage<Response> show(@Context HttpServletRequest request) {
        return calls.show(request, key);
    }

    @PATCH
    public CompletionStage<Response> change(
            @Context HttpServletRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return calls.change(request, key, () -> Parameters.of(uri, headers, body, UserCalls.MAX_BODY_BYTES));
    }

    @DELETE
    public CompletionStage<Response> delete(@Context HttpServletRequest request) {
        return calls.delete(request, key);
    }

    @POST
    @Path("secret")
    public CompletionStage<Response> replaceSecret(
            @Context HttpServletRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return calls.replaceSecret(request, key, () -> Parameters.of(uri, headers, body, UserCalls.MAX_BODY_BYTES));
    }
}
