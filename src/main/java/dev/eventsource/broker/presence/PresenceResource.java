package dev.eventsource.broker.presence;

import dev.eventsource.broker.access.Authentication;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.socket.OpenStreams;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code GET /channel/C/users}: a user asks who is on a channel of its own, on all nodes. */
@Path("channel/{channel}/users")
public class PresenceResource {
    @Inject
    Authentication authentication;

    @Inject
    OpenStreams streams;

    /** The presence ids, sorted, each once. */
    @GET
    public Response list(@PathParam("channel") String channel, @Context UriInfo uri, @Context HttpHeaders headers) {
        String user = authenticate(uri, headers);
        return JsonAnswer.of(Json.createArrayBuilder(streams.presenceIds(user, channel))
                        .build())
                .build();
    }

    /** How many presence ids there are, and how many streams, be they under one or not. */
    @GET
    @Path("count")
    public Response count(@PathParam("channel") String channel, @Context UriInfo uri, @Context HttpHeaders headers) {
        String user = authenticate(uri, headers);
        return JsonAnswer.of(Json.createObjectBuilder()
                        .add("users", streams.presenceIds(user, channel).size())
                        .add("streams", streams.count(user, channel))
                        .build())
                .build();
    }

    private String authenticate(UriInfo uri, HttpHeaders headers) {
        return authentication
                .authenticate(Parameters.of(uri), headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                .key();
    }
}
