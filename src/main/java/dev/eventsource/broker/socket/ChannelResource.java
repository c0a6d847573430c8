package dev.eventsource.broker.socket;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.user.Authentication;
import dev.eventsource.broker.user.Operator;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code DELETE /channel/C}: its owner, or an operator, ends a channel's sockets and their streams. */
@Path("channel/{channel}")
public class ChannelResource {
    @Inject
    Authentication authentication;

    @Inject
    Operator operator;

    @Inject
    EventRules rules;

    @Inject
    Sockets sockets;

    /** 204, be there sockets or not. */
    @DELETE
    public void end(@PathParam("channel") String channel, @Context UriInfo uri, @Context HttpServletRequest request) {
        requireChannel(channel);
        sockets.endAll(new ChannelId(owner(Parameters.of(uri), request), channel));
    }

    /** The caller's own key; an operator, who sends no user's credentials, may name a user or mean everyone. */
    private @Nullable String owner(Parameters parameters, HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (Authentication.isAttempted(parameters, authorization)) {
            return authentication.authenticate(parameters, authorization).key();
        }
        operator.require(request);
        return parameters.find("user").filter(key -> !key.isEmpty()).orElse(null);
    }

    private void requireChannel(String name) {
        try {
            rules.acceptChannel(name);
        } catch (RefusedEvent e) {
            throw Problem.badRequest(e.whatToChange());
        }
    }
}
