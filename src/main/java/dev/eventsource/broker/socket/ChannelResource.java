package dev.eventsource.broker.socket;

import dev.eventsource.broker.access.Ownership;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

/** {@code DELETE /channel/C}: its owner, or an operator, ends a channel's sockets and their streams. */
@Path("channel/{channel}")
public class ChannelResource {
    @Inject
    Ownership ownership;

    @Inject
    EventRules rules;

    @Inject
    Sockets sockets;

    /** 204, be there sockets or not. An operator may name a {@code user}, or mean everyone. */
    @DELETE
    public void end(@PathParam("channel") String channel, @Context UriInfo uri, @Context HttpServletRequest request) {
        requireChannel(channel);
        String owner = ownership.find(request, Parameters.of(uri)).orElse(null);
        sockets.endAll(new ChannelId(owner, channel));
    }

    private void requireChannel(String name) {
        try {
            rules.acceptChannel(name);
        } catch (RefusedEvent e) {
            throw Problem.badRequest(e.whatToChange());
        }
    }
}
