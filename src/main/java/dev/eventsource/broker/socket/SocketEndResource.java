package dev.eventsource.broker.socket;

import dev.eventsource.broker.access.Authentication;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.user.User;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

/** {@code DELETE /socket/S}: a user's server ends a socket that it opened, and its stream. */
@Path("socket/{socket}")
public class SocketEndResource {
    @Inject
    Authentication authentication;

    @Inject
    Sockets sockets;

    /** 204; 404 for another user's as for one that is unknown. */
    @DELETE
    public void end(@PathParam("socket") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        User user = authentication.authenticate(Parameters.of(uri), headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (!sockets.end(user.key(), id)) {
            throw Problem.notFound("You have no such socket; it may have lapsed.");
        }
    }
}
