package dev.eventsource.broker.publish;

import dev.eventsource.broker.access.Authentication;
import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.user.User;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;

/** {@code POST /event}: a user's server publishes to one of the user's channels. */
@Path("event")
public class EventResource {
    @Inject
    Authentication authentication;

    @Inject
    RateLimits limits;

    @Inject
    Publishing publishing;

    @POST
    public CompletionStage<Response> publish(@Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        Parameters parameters = Parameters.of(uri, headers, body, publishing.maxBodyBytes());
        User user = authentication.authenticate(parameters, headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        limits.requireEvent(user.key());
        ChannelId channel = new ChannelId(user.key(), parameters.require("channel"));
        return publishing.publish(
                channel,
                parameters,
                parameters.find("id").orElse(null),
                parameters.find("socket").orElse(null));
    }
}
