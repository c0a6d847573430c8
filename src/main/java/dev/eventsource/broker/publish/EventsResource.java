package dev.eventsource.broker.publish;

import dev.eventsource.broker.http.Body;
import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /events}: a user's server, or whoever has a token for it, publishes several events with one call. */
@Path("events")
public class EventsResource {
    @Inject
    PublishCalls calls;

    @Inject
    Cors cors;

    @POST
    public CompletionStage<Response> publish(
            @Context UriInfo uri, @Context HttpServletRequest request, InputStream body) {
        return calls.ofMany(
                Parameters.of(uri), request, request.getContentType(), Body.read(body, calls.maxBodyBytes()));
    }

    /** Answers a preflight of a page that has a token. */
    @OPTIONS
    public Response preflight(
            @HeaderParam("Origin") @Nullable String origin,
            @HeaderParam("Access-Control-Request-Headers") @Nullable String headers) {
        return cors.preflightOfToken(origin, "POST", headers);
    }
}
