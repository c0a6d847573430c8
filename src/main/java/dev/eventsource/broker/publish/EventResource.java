package dev.eventsource.broker.publish;

import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /event}: a user's server, or whoever has a token for it, publishes to one of the user's channels. */
@Path("event")
public class EventResource {
    @Inject
    PublishCalls calls;

    @Inject
    Cors cors;

    @POST
    public CompletionStage<Response> publish(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServletRequest request, InputStream body) {
        return calls.ofUser(Parameters.of(uri, headers, body, calls.maxBodyBytes()), request);
    }

    /** Answers a preflight of a page that has a token. */
    @OPTIONS
    public Response preflight(
            @HeaderParam("Origin") @Nullable String origin,
            @HeaderParam("Access-Control-Request-Headers") @Nullable String headers) {
        return cors.preflightOfToken(origin, "POST", headers);
    }
}
