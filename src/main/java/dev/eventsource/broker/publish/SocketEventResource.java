package dev.eventsource.broker.publish;

import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /socket/S}: a browser publishes to the channel of its socket, and gets the event as everyone does. */
@Path("socket/{socket}")
public class SocketEventResource {
    @Inject
    PublishCalls calls;

    @Inject
    Cors cors;

    @POST
    public CompletionStage<Response> publish(
            @PathParam("socket") String id, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return calls.ofSocket(Parameters.of(uri, headers, body, calls.maxBodyBytes()), id);
    }

    /** Answers a preflight: Fetch, section "CORS-preflight fetch". */
    @OPTIONS
    public Response preflight(@HeaderParam("Origin") @Nullable String origin) {
        return cors.preflight(origin, "POST");
    }
}
